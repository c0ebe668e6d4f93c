# attack: standard output that the program has replaced
# promise: time
# from: the harness flushes it at the end
# bound: 10 seconds
# expect: timedOut or failed or refused
import sys
import time

end = time.monotonic() + 10


class Hostile:
    def __getattr__(self, name):
        while time.monotonic() < end:
            pass
        raise SystemExit(0)


print("REFUSED nothing: what comes after is attacked")
sys.stdout = sys.stderr = Hostile()
