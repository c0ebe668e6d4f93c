# attack: thousands of threads with the smallest stacks there are
# promise: processes
# from: reference 35
# bound: 2,000 threads, which end with the process or after 10 seconds
# expect: refused
import threading
import time

from attempt import attempt


def bomb():
    threading.stack_size(32768)
    for count in range(2000):
        threading.Thread(target=time.sleep, args=(10,), daemon=True).start()
    return "2,000 threads"


attempt("threads", bomb, RuntimeError)
