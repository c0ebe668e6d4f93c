# attack: becoming root by a program with the set-user-id bit
# promise: processes
# from: reference 50
# bound: one file, one attempt each
# expect: refused
# expect isolate: refused or forbidden
import os

from attempt import attempt, system_call

PR_GET_NO_NEW_PRIVS = 39
ways = (AttributeError, ImportError)


def privileges():
    # The answer of system_call is one more than the kernel's.
    return "new privileges could be had" if system_call("prctl", PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 else None


def root(change):
    change()
    # Pyodide has only one user, whatever it is called.
    return None if os.uname().machine.startswith("wasm") else "user %d" % os.geteuid()


def copy():
    with open("/usr/bin/su", "rb") as source, open("su", "wb") as target:
        target.write(source.read(1 << 19))
    os.chmod("su", 0o4755)
    os.posix_spawn("./su", ["su", "-c", "id"], {})
    return "a copy"


attempt("no_new_privs", privileges)
attempt("setuid", lambda: root(lambda: os.setuid(0)), *ways)
attempt("setresuid", lambda: root(lambda: os.setresuid(0, 0, 0)), *ways)
attempt("setgid", lambda: root(lambda: os.setgid(0)), *ways)
attempt("setgroups", lambda: root(lambda: os.setgroups([0])), *ways)
attempt("a copy of su", copy, *ways)
for path in ("/usr/bin/su", "/usr/bin/sudo", "/usr/bin/passwd", "/usr/bin/mount"):
    attempt(path, lambda: os.posix_spawn(path, [path, "-c", "id"], {}), *ways)
