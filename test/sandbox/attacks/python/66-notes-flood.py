# attack: notes without end
# promise: host
# from: descriptor 5 of this implementation
# bound: 10 seconds
# expect: crashed
# expect isolate: timedOut or crashed
import os
import time

end = time.monotonic() + 10
while time.monotonic() < end:
    os.write(5, b"\xff\xfe  File " * 5000)
print("REACHED 10 seconds")
