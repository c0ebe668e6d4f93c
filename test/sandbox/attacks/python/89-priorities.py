# attack: priorities and processors, its own and those of others
# promise: processes
# from: setpriority, sched_setaffinity, ioprio_set, prlimit
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
import os

from attempt import attempt, system_call

DECOY, ways = int("@DECOY_PID@"), (AttributeError, ValueError)
attempt("of the decoy", lambda: os.setpriority(os.PRIO_PROCESS, DECOY, 19) or "changed", *ways)
attempt("more for itself", lambda: os.setpriority(os.PRIO_PROCESS, 0, -10) or "changed", *ways)
attempt("nice", lambda: "changed" if os.nice(-5) < 0 else None, *ways)
attempt("processors of the decoy", lambda: os.sched_setaffinity(DECOY, {0}) or "changed", *ways)
attempt("real time", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)) or "changed", *ways)
attempt("disk of the decoy", lambda: system_call("ioprio_set", 1, DECOY, 0x6000))
attempt("limits of the decoy", lambda: system_call("prlimit64", DECOY, 7, b"\x10" + bytes(7) + b"\x10" + bytes(7), None))
