# attack: a report of its own with a bomb for whoever reads it: millions of small lists
# promise: host
# from: the channel of this implementation
# bound: one message of 8 MB, then 5 seconds
# expect: crashed
import os
import time

body = b'{"value":[' + b"[]," * 2_600_000 + b"[]]}"
os.write(3, b"d" + len(body).to_bytes(4, "big"))
for start in range(0, len(body), 1 << 16):
    os.write(3, body[start : start + (1 << 16)])
time.sleep(5)
print("REACHED the end: the report was taken")
