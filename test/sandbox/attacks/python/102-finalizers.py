# attack: objects that do not let go
# promise: time
# from: __del__ runs whenever the harness drops an object
# bound: 10 seconds
# expect: refused or timedOut
import time

end = time.monotonic() + 10


class Clings:
    def __del__(self):
        while time.monotonic() < end:
            pass


kept = [Clings()]
print("REFUSED nothing: what comes after is attacked")
