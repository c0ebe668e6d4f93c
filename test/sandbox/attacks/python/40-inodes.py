# attack: more empty files than there is room to remember
# promise: files
# from: reference 40
# bound: at most 50,000 files
# expect: refused or forbidden
# expect isolate: refused or outOfMemory or timedOut
import os

from attempt import attempt


def flood():
    for count in range(50_000):
        os.close(os.open("f%d" % count, os.O_CREAT | os.O_WRONLY))
    return "50,000 files"


attempt("files", flood, MemoryError)
