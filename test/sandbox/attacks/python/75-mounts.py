# attack: another view of the files
# promise: files
# from: mount, pivot_root, chroot, and their new forms
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
import os

from attempt import attempt, read, system_call

attempt("a bind mount", lambda: system_call("mount", b"/", b"/tmp", None, 4096 | 16384, None))
attempt("a new tmpfs", lambda: system_call("mount", b"none", b"/dev", b"tmpfs", 0, None))
attempt("writable again", lambda: system_call("mount", None, b"/", None, 32 | 4096, None))
for path in (b"/tmp", b"/proc", b"/dev", b"/usr"):
    attempt("unmounting", lambda: system_call("umount2", path, 2))
attempt("pivot_root", lambda: system_call("pivot_root", b".", b"."))
attempt("fsopen", lambda: system_call("fsopen", b"tmpfs", 0))
attempt("open_tree", lambda: system_call("open_tree", -100, b"/", 1))
attempt("move_mount", lambda: system_call("move_mount", -100, b"/tmp", -100, b"/dev", 0))


def chroot():
    root = os.open("/", os.O_RDONLY)
    os.mkdir("deeper")
    os.chroot("deeper")
    os.fchdir(root)
    for _ in range(20):
        os.chdir("..")
    os.chroot(".")
    return read("@SECRET_FILE@")


attempt("chroot", chroot, AttributeError)
