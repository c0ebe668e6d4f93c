# attack: leaving the process group that is killed
# promise: time
# from: setsid and setpgid
# bound: 10 seconds
# expect: timedOut
import os
import time

for change in ("setsid", "setpgrp"):
    try:
        getattr(os, change)()
    except (OSError, AttributeError):
        pass
time.sleep(10)
print("REACHED 10 seconds")
