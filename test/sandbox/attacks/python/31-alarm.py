# attack: timers and handlers for every signal, so that nothing interrupts the loop
# promise: time
# from: reference 31
# bound: ends by itself after 10 seconds
# expect: timedOut
import signal
import time

end = time.monotonic() + 10
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
try:
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    signal.alarm(0)
except (AttributeError, OSError):
    pass
while time.monotonic() < end:
    pass
print("REACHED 10 seconds")
