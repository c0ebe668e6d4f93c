# attack: a loop when everything is over
# promise: time
# from: atexit
# bound: 10 seconds
# expect: timedOut
import atexit
import time

end = time.monotonic() + 10


@atexit.register
def on():
    while time.monotonic() < end:
        pass
    print("REACHED 10 seconds")
