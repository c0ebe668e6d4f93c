# attack: a signal that the kernel sends for it, when a file is ready
# promise: processes
# from: F_SETOWN and F_SETSIG ask for nobody's permission but the owner's
# bound: a decoy is killed
# expect: refused
import os

from attempt import attempt


def arm(owner):
    import fcntl
    import time

    reader, writer = os.pipe()
    fcntl.fcntl(reader, 10, 9)
    fcntl.fcntl(reader, fcntl.F_SETOWN, owner)
    fcntl.fcntl(reader, fcntl.F_SETFL, fcntl.fcntl(reader, fcntl.F_GETFL) | os.O_ASYNC)
    os.write(writer, b"x")
    time.sleep(0.1)
    with open("/proc/%d/stat" % owner) as file:
        return None if file.read() else "killed"


def arm_group(owner):
    import fcntl

    reader, _ = os.pipe()
    fcntl.fcntl(reader, fcntl.F_SETOWN, owner)
    return "an owner" if fcntl.fcntl(reader, fcntl.F_GETOWN) == owner else None


ways = (ImportError, AttributeError)
attempt("the decoy", lambda: arm(int("@DECOY_PID@")), *ways)
attempt("mastery as an owner", lambda: arm_group(int("@HOST_PID@")), *ways)
