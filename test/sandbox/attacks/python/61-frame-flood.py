# attack: as many messages as the channel takes, each with nothing in it
# promise: host
# from: the channel of this implementation
# bound: 10 seconds
# expect: timedOut or crashed
# expect isolate: timedOut or crashed
import os
import time

end = time.monotonic() + 10
many = b"x\0\0\0\0" * 13_000
while time.monotonic() < end:
    os.write(3, many)
print("REACHED 10 seconds")
