# attack: folders deeper than any path may be, with files at the bottom
# promise: host
# from: tidying has to cope with them; what is down there must count as well
# bound: 300 folders, 30 MB
# expect: refused or forbidden
# expect isolate: refused or forbidden or outOfMemory or failed or timedOut
import os
import time

reached = 0
for count in range(300):
    try:
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    except OSError:
        break
try:
    for count in range(30):
        with open("f%d" % count, "wb", buffering=0) as file:
            reached += file.write(bytes(1 << 20))
except OSError:
    pass
time.sleep(0.3)
print("REACHED" if reached > 16 << 20 else "REFUSED", reached, "bytes")
