# attack: being told when files of yours are used
# promise: files
# from: inotify, fanotify, leases, directory notification
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
import os

from attempt import attempt, system_call


def watch(path):
    descriptor = system_call("inotify_init1", 0) - 1
    return system_call("inotify_add_watch", descriptor, path, 0xFFF)


def lease(path):
    import fcntl

    fcntl.fcntl(os.open(path, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_RDLCK)
    return "a lease"


attempt("inotify", lambda: watch(b"@SECRET_FOLDER@"))
attempt("inotify on the home folders", lambda: watch(b"/home"))
attempt("a lease", lambda: lease("@SECRET_FILE@"), ImportError, AttributeError)
