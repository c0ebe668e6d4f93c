# attack: system calls by their x32 numbers
# promise: processes
# from: filters that compare numbers alone
# bound: one call, which asks for its own number
# expect: crashed or forbidden or refused
import ctypes
import os

from attempt import attempt


def x32():
    if os.uname().machine != "x86_64":
        raise OSError("this machine has no x32")
    answer = ctypes.CDLL(None, use_errno=True).syscall(0x40000000 + 39)
    return "process %d" % answer if answer > 0 else None


attempt("x32", x32, AttributeError)
