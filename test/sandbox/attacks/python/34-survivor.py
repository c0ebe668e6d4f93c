# attack: a process that leaves its session and outlives the run
# promise: processes
# from: reference 34; Judge0
# bound: one process, which ends after 5 seconds
# expect: refused
import os
import time

from attempt import attempt


def survivor():
    if os.fork() == 0:
        os.setsid()
        if os.fork() > 0:
            os._exit(0)
        time.sleep(5)
        os._exit(0)
    return "a process of its own session"


attempt("a survivor", survivor, AttributeError)
