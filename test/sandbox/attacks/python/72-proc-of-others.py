# attack: files, memory and descriptors of other processes, and of itself under another name
# promise: files
# from: /proc/PID/{root,cwd,fd,mem,maps}
# bound: a few small reads
# expect: refused
import os

from attempt import attempt, read

# In a process namespace 1 is the box's own, which is as confined as we are.
first = () if os.getppid() == 1 else ("1",)
for pid in ("@HOST_PID@", "@DECOY_PID@", *first):
    for name in ("root@SECRET_FILE@", "cwd/etc/passwd", "maps", "mem", "auxv", "stack", "mountinfo"):
        attempt("/proc/%s/%s" % (pid, name), lambda: read("/proc/%s/%s" % (pid, name)))
    attempt("its descriptors " + pid, lambda: os.listdir("/proc/%s/fd" % pid))
for path in ("/proc/self/root@SECRET_FILE@", "/proc/thread-self/cwd/../../..@SECRET_FILE@"):
    attempt(path, lambda: read(path))
for name in ("kcore", "kallsyms", "keys", "timer_list", "slabinfo"):
    attempt("/proc/" + name, lambda: read("/proc/" + name, 64).strip(b"0 ") if name == "kcore" else None)
