# attack: processes that start processes
# promise: processes
# from: reference 33; nsjail, DMOJ, Piston
# bound: at most 200 processes, each of which ends after half a second
# expect: refused
import os
import time

from attempt import attempt


def bomb():
    for count in range(200):
        if os.fork() == 0:
            time.sleep(0.5)
            os._exit(0)
    return "200 processes"


def terminal():
    pid, _ = os.forkpty()
    if pid == 0:
        os._exit(0)
    return "a process with a terminal"


attempt("fork", bomb, AttributeError)
attempt("forkpty", terminal, AttributeError)
