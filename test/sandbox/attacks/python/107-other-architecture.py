# attack: system calls by the door of another architecture, which has other numbers
# promise: processes
# from: filters that forget to ask for the architecture
# bound: one call, which asks for its own number
# expect: crashed or forbidden or refused
import ctypes
import os

from attempt import attempt


def int80():
    import mmap

    if os.uname().machine != "x86_64":
        raise OSError("this machine has another code")
    area = mmap.mmap(-1, 4096, prot=7)
    area[:8] = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"  # mov eax, getpid; int 0x80; ret
    answer = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(area)))()
    return "process %d" % answer if answer > 0 else None


attempt("int 0x80", int80, ImportError, AttributeError, TypeError)
