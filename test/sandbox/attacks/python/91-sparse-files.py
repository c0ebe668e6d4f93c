# attack: files that are larger than the disk
# promise: files
# from: ftruncate, fallocate, seeking
# bound: 100 MB are written at most
# expect: refused or forbidden
import os

from attempt import attempt


def giant(make):
    descriptor = os.open("giant", os.O_RDWR | os.O_CREAT)
    try:
        make(descriptor)
        size = os.fstat(descriptor).st_size
        return "%d bytes" % size if size > 2 << 20 else None
    finally:
        os.close(descriptor)
        os.unlink("giant")


ways = (AttributeError, MemoryError)
# A file of Pyodide is memory of the isolate.
if not os.uname().machine.startswith("wasm"):
    attempt("truncate", lambda: giant(lambda file: os.ftruncate(file, 1 << 40)), *ways)
    attempt("fallocate", lambda: giant(lambda file: os.posix_fallocate(file, 0, 100 << 20)), *ways)
    attempt("seeking", lambda: giant(lambda file: os.pwrite(file, b"x", 1 << 40)), *ways)
print("REFUSED all")
