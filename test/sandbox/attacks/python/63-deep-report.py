# attack: a report so deep that reading it overflows the reader's stack
# promise: host
# from: the channel of this implementation
# bound: one message of 4 MB, then 5 seconds
# expect: crashed
import os
import time

body = b'{"value":' + b"[" * 4_000_000
os.write(3, b"d" + len(body).to_bytes(4, "big"))
for start in range(0, len(body), 1 << 16):
    os.write(3, body[start : start + (1 << 16)])
time.sleep(5)
print("REACHED the end: the report was taken")
