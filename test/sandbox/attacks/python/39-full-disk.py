# attack: filling the disk
# promise: files
# from: reference 39
# bound: at most 400 files of 1 MB
# expect: refused or forbidden
# expect isolate: refused or outOfMemory
from attempt import attempt


def fill():
    written = 0
    for count in range(400):
        with open("file-%d" % count, "wb", buffering=0) as file:
            written += file.write(bytes(1 << 20))
    return "%d bytes" % written


attempt("a full disk", fill, MemoryError)
