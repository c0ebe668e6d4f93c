# attack: threads without stacks, made by machine code: memory does not limit them
# promise: processes
# from: clone with a stack that all share
# bound: 2,000 threads, which end with the process
# expect: refused
# expect isolate: refused or forbidden
import ctypes
import os
import struct

from attempt import attempt

COUNT = 2000
FLAGS = 0x100 | 0x200 | 0x400 | 0x800 | 0x10000 | 0x40000


kept = []


def bomb():
    import mmap

    if os.uname().machine != "x86_64":
        raise OSError("this machine has another code")
    area = mmap.mmap(-1, 8192, prot=7)
    kept.append(area)
    at = ctypes.addressof(ctypes.c_char.from_buffer(area))
    code = b"\x53\x31\xdb"  # push rbx; xor ebx, ebx
    loop = b"\xb8" + struct.pack("<I", 56)  # mov eax, clone
    loop += b"\xbf" + struct.pack("<I", FLAGS)  # mov edi, FLAGS
    loop += b"\x48\xbe" + struct.pack("<Q", at + 8000)  # mov rsi, stack
    loop += b"\x31\xd2\x4d\x31\xd2\x4d\x31\xc0\x0f\x05"  # no more arguments; syscall
    loop += b"\x48\x85\xc0\x74\x12\x78\x0a"  # rax = 0: the thread; below 0: the end
    loop += b"\xff\xc3\x81\xfb" + struct.pack("<I", COUNT)  # count it
    body = code + loop + b"\x72" + struct.pack("b", -(len(loop) + 2))
    body += b"\x89\xd8\x5b\xc3"  # give back the count
    body += b"\xb8\x22\x00\x00\x00\x0f\x05\xeb\xf7"  # the thread: pause for ever
    # Jumps over what follows them are counted from their own end.
    start = body.index(b"\x74\x12\x78\x0a")
    thread, end = len(body) - 9, len(body) - 13
    area[: len(body)] = body
    area[start + 1] = thread - (start + 2)
    area[start + 3] = end - (start + 4)
    made = ctypes.CFUNCTYPE(ctypes.c_uint)(at)()
    if made < COUNT:
        raise OSError("%d threads and no more" % made)
    return "%d threads" % made


attempt("threads", bomb, ImportError, AttributeError, TypeError)
