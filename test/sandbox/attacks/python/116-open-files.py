# attack: more open files than there are
# promise: host
# from: RLIMIT_NOFILE
# bound: 5,000 descriptors
# expect: refused
import os

from attempt import attempt


def flood():
    kept = [os.open("main.py", os.O_RDONLY) for _ in range(5000)]
    return "%d files" % len(kept)


attempt("files", flood)
