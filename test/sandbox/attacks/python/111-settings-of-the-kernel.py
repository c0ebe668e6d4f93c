# attack: switches of the kernel, and groups of processes
# promise: host
# from: /proc/sys, /sys, cgroup release_agent (CVE-2022-0492)
# bound: one attempt each; nothing is written
# expect: refused
import os

from attempt import attempt

PATHS = ("/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/vm/drop_caches")
PATHS += ("/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/release_agent", "/sys/kernel/uevent_helper", "/sys/power/state")
PATHS += ("/proc/@HOST_PID@/oom_score_adj", "/proc/@DECOY_PID@/coredump_filter", "/proc/irq/0")
for path in PATHS:
    attempt(path, lambda: os.open(path, os.O_WRONLY))
attempt("a group of its own", lambda: os.mkdir("/sys/fs/cgroup/@MARK@") or "made")
