# attack: ending or stopping processes of the host
# promise: processes
# from: reference 42
# bound: a decoy is killed; all others get signal 0, which only asks
# expect: refused
import os
import signal

from attempt import attempt


def send(pid, number):
    os.kill(pid, number)
    return "signal %d" % number


ways = (AttributeError, ValueError, OverflowError)
attempt("the decoy is stopped", lambda: send(int("@DECOY_PID@"), signal.SIGSTOP), *ways)
attempt("the decoy is killed", lambda: send(int("@DECOY_PID@"), signal.SIGKILL), *ways)
attempt("mastery", lambda: send(int("@HOST_PID@"), 0), *ways)
attempt("its group", lambda: send(-int("@HOST_PID@"), 0), *ways)
attempt("everybody", lambda: send(-1, 0), *ways)


def through_pidfd():
    descriptor = os.pidfd_open(int("@DECOY_PID@"))
    signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    return "a descriptor of the decoy"


attempt("a descriptor of a process", through_pidfd, *ways)
