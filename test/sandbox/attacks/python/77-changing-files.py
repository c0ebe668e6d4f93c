# attack: files of yours read, changed, renamed, removed and touched
# promise: files
# from: every call that takes a path
# bound: one small file, which is put back
# expect: refused
import os

from attempt import attempt, read

SECRET, FOLDER = "@SECRET_FILE@", "@SECRET_FOLDER@"
ways = (AttributeError, ValueError)
attempt("reading", lambda: read(SECRET))
attempt("reading from above", lambda: read("../../../../../../../.." + SECRET))
attempt("listing", lambda: os.listdir(FOLDER))
attempt("writing", lambda: os.open(SECRET, os.O_WRONLY))
attempt("truncating", lambda: os.truncate(SECRET, 0) or "truncated")
attempt("emptying", lambda: os.open(SECRET, os.O_WRONLY | os.O_TRUNC))
attempt("a new file", lambda: os.open(FOLDER + "/@MARK@", os.O_CREAT | os.O_WRONLY))
attempt("a new folder", lambda: os.mkdir(FOLDER + "/@MARK@") or "made")
attempt("removing", lambda: os.unlink(SECRET) or "removed")
attempt("moving", lambda: os.rename(SECRET, SECRET + "-moved") or "moved")
attempt("moving in", lambda: os.rename("main.py", FOLDER + "/@MARK@") or "moved")
attempt("a link", lambda: os.link(SECRET, FOLDER + "/@MARK@") or "linked", *ways)
attempt("a symbolic link", lambda: os.symlink("/", FOLDER + "/@MARK@") or "linked")
attempt("its mode", lambda: os.chmod(SECRET, 0o600) or "changed")
attempt("its owner", lambda: os.chown(SECRET, os.getuid(), os.getgid()) or "changed", *ways)
attempt("its times", lambda: os.utime(SECRET, (1, 1)) or "changed")
attempt("its attributes", lambda: os.setxattr(SECRET, "user.mark", b"x") or "changed", *ways)
for path in ("/etc/passwd", "/etc/shadow", "/root/.ssh/id_rsa", "/root", "/home", "/etc/machine-id"):
    attempt(path, lambda: read(path) if "." in path or "etc" in path else os.listdir(path))
