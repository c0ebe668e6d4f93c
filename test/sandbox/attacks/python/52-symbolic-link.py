# attack: links in its own folder to files of the host
# promise: files
# from: reference 52; Judge0 CVE-2024-28185
# bound: a few links
# expect: refused
import os

from attempt import attempt, read


def through(make):
    make()
    try:
        return read("link")
    finally:
        os.unlink("link")


attempt("a symbolic link", lambda: through(lambda: os.symlink("@SECRET_FILE@", "link")))
attempt("a hard link", lambda: through(lambda: os.link("@SECRET_FILE@", "link")), AttributeError)
attempt("a link through /proc", lambda: through(lambda: os.symlink("/proc/@HOST_PID@/root@SECRET_FILE@", "link")))
attempt("a link to a folder", lambda: through(lambda: os.symlink("../../../..@SECRET_FILE@", "link")))
attempt("renaming", lambda: os.rename("@SECRET_FILE@", "link") or "renamed")


def as_own_folder():
    os.chdir("..")
    os.rename("work", "before")
    os.symlink("@SECRET_FOLDER@", "work")
    return read("work/secret")


# Whoever empties this folder afterwards must not follow it.
attempt("its own folder", as_own_folder)
