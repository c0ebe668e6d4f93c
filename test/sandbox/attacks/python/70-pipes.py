# attack: memory in pipes, which no limit of the process counts
# promise: memory
# from: F_SETPIPE_SZ
# bound: 500 pipes of 1 MB
# expect: refused
import os

from attempt import attempt


def fill():
    import fcntl

    total = 0
    try:
        for _ in range(500):
            reader, writer = os.pipe()
            os.set_blocking(writer, False)
            fcntl.fcntl(writer, 1031, 1 << 20)
            try:
                while True:
                    total += os.write(writer, bytes(1 << 16))
            except BlockingIOError:
                pass
    except OSError:
        if total < 64 << 20:
            raise
    return "%d bytes" % total


attempt("pipes", fill, ImportError, AttributeError)
