# attack: environments and command lines of other processes
# promise: files
# from: reference 41
# bound: at most 500 small files are read
# expect: refused
import os

from attempt import attempt, read

attempt("the environment of mastery", lambda: read("/proc/@HOST_PID@/environ"))
attempt("the environment of a process of yours", lambda: read("/proc/@DECOY_PID@/environ"))
attempt("the command of mastery", lambda: read("/proc/@HOST_PID@/cmdline"))
for pid in ("1", str(os.getppid())):
    attempt("the environment of process " + pid, lambda: read("/proc/%s/environ" % pid))


def all_of_them():
    for name in os.listdir("/proc")[:500]:
        for kind in ("environ", "cmdline"):
            try:
                found = read("/proc/%s/%s" % (name, kind))
            except OSError:
                continue
            if b"MASTERY" in found or b"vitest" in found or b"HOME=" in found:
                return found


attempt("every process", all_of_them)
