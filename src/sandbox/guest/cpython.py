# --- The harness in CPython, in a process of its own: the end of the module that harness.py begins ---

import faulthandler
import resource
import _thread

NOTES = 5
MAX_TMPFS = 16 * 1024 * 1024
MAX_THREADS = 64
# EPERM, EACCES, EROFS, ENOSYS, EADDRNOTAVAIL and ENETUNREACH of Linux.
FORBIDDEN = (1, 13, 30, 38, 99, 101)
dump_later, unwatch = faulthandler.dump_traceback_later, faulthandler.cancel_dump_traceback_later
del sys.modules["faulthandler"]


def watch(guest):
    """Writes on descriptor 5 which line is running when time is nearly over, whatever Python is doing then."""
    dump_later(guest.seconds - max(0.05, guest.seconds / 20), file=NOTES)


def peak_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def require_own_folder():
    """Ends unless the working directory is ours to empty; gives whether it is that of a box. Only two places are ours: the small tmpfs that the box made,
    or a folder the parent made for this one process; and either is empty before the first job. Should a box ever
    not hold, nothing of the host must be deleted by our own tidying."""
    made = ROOT.rsplit("/", 1)[-1].startswith("mastery-run-")
    space = posix.statvfs(ROOT)
    small = posix.getppid() <= 1 and space.f_blocks * space.f_frsize <= MAX_TMPFS
    if not (made or small) or posix.listdir(ROOT):
        posix.write(2, b"the sandbox has no folder of its own")
        this_exit(9)
    return not made


def limit(name, value):
    kind = getattr(resource, name)
    hard = resource.getrlimit(kind)[1]
    value = value if hard < 0 else min(value, hard)
    resource.setrlimit(kind, (value, value))


# What following the program takes, beside what the program itself may have.
TRACER_MEMORY = 32 * 1024 * 1024


def main():
    _thread.stack_size(1 << 20)
    in_box = require_own_folder()
    posix.closerange(CHANNEL + 1, NOTES)
    posix.closerange(NOTES + 1, 4096)
    send(b"r", b"")
    request = receive()
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(4300)
    if in_box:
        # The user namespace counts its own threads. They take memory of the kernel that no other limit counts.
        limit("RLIMIT_NPROC", MAX_THREADS)
    limit("RLIMIT_CORE", 0)
    limit("RLIMIT_NOFILE", 64)
    limit("RLIMIT_FSIZE", 1 << 20)
    limit("RLIMIT_CPU", request["cpuSeconds"])
    limit("RLIMIT_AS", request["memoryBytes"] + (TRACER_MEMORY if "trace" in request else 0))
    guest = Guest(request)
    while True:
        serve(guest)


main()
