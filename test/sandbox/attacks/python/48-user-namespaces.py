# attack: namespaces of its own, in which it would be root
# promise: processes
# from: reference 48
# bound: one attempt each; a child ends at once
# expect: refused
# expect isolate: refused or forbidden
import ctypes
import os
import struct

from attempt import attempt, system_call

NEW = {"user": 0x10000000, "mount": 0x20000, "pid": 0x20000000, "network": 0x40000000, "ipc": 0x8000000}
NEW.update({"uts": 0x4000000, "cgroup": 0x2000000, "time": 0x80})
THREAD = 0x10000 | 0x800 | 0x100
for name, flag in NEW.items():
    attempt("unshare " + name, lambda: system_call("unshare", flag))
    attempt("unshare user and " + name, lambda: system_call("unshare", flag | NEW["user"]))
for flags in (NEW["user"] | 17, NEW["user"] | THREAD | 17):

    def child():
        stack = ctypes.create_string_buffer(65536)
        if system_call("clone", flags & ~THREAD, 0, 0, 0, 0) == 1:
            os._exit(0)
        return "a process in namespaces of its own"

    attempt("clone %x" % flags, child)


def clone3():
    if system_call("clone3", struct.pack("<11Q", NEW["user"], 0, 0, 0, 17, 0, 0, 0, 0, 0, 0), 88) == 1:
        os._exit(0)
    return "a process"


attempt("clone3", clone3)
for name in ("mnt", "user", "net", "pid"):
    for pid in ("self", "1", "@HOST_PID@"):
        path = "/proc/%s/ns/%s" % (pid, name)
        attempt("setns " + path, lambda: system_call("setns", os.open(path, os.O_RDONLY), 0))
