# attack: a message that announces four gigabytes
# promise: host
# from: the channel of this implementation
# bound: 100 MB are sent
# expect: crashed
import os

os.write(3, b"d\xff\xff\xff\xff")
for _ in range(1600):
    os.write(3, bytes(1 << 16))
print("REACHED a message without end")
