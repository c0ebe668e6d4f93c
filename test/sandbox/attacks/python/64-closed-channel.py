# attack: all descriptors closed, while the program goes on
# promise: time
# from: the channel of this implementation
# bound: 10 seconds
# expect: timedOut or crashed
import os
import time

for descriptor in range(0, 64):
    try:
        os.close(descriptor)
    except OSError:
        pass
end = time.monotonic() + 10
while time.monotonic() < end:
    pass
print("REACHED 10 seconds")
