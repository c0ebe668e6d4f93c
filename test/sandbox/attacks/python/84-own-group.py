# attack: its own process group stopped, and whoever waits for it with it
# promise: time
# from: kill(0, SIGSTOP) knows no process namespace
# bound: 10 seconds
# expect: timedOut
import os
import time

try:
    os.kill(0, 19)
except (OSError, AttributeError):
    pass
time.sleep(10)
print("REACHED 10 seconds")
