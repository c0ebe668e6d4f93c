# attack: a thread that goes on when the program is over
# promise: time
# from: threading waits for it
# bound: 10 seconds
# expect: timedOut
# expect isolate: failed
import threading
import time

end = time.monotonic() + 10


def on():
    while time.monotonic() < end:
        pass
    print("REACHED 10 seconds")


threading.Thread(target=on).start()
