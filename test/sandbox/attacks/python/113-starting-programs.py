# attack: every way in which Python starts a program
# promise: processes
# from: subprocess, os, multiprocessing, pty, asyncio
# bound: one small program each
# expect: refused
# expect isolate: refused or forbidden
import os

from attempt import attempt


def through_subprocess():
    import subprocess

    return subprocess.run(["/bin/true"], timeout=5).returncode == 0 and "a program"


def through_multiprocessing():
    import multiprocessing

    one = multiprocessing.get_context("fork").Process(target=int)
    one.start()
    return "a process"


def through_pty():
    import pty

    return pty.spawn(["/bin/true"]) == 0 and "a program"


ways = (ImportError, AttributeError, ValueError, RuntimeError, NotImplementedError)
attempt("subprocess", through_subprocess, *ways)
attempt("multiprocessing", through_multiprocessing, *ways)
attempt("pty", through_pty, *ways)
attempt("system", lambda: os.system("true") == 0, *ways)
attempt("popen", lambda: os.popen("echo out").read(), *ways)
attempt("posix_spawn", lambda: os.posix_spawn("/bin/true", ["true"], {}), *ways)
attempt("spawnv", lambda: os.spawnv(os.P_NOWAIT, "/bin/true", ["true"]), *ways)
