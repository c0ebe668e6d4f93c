# attack: folders that nobody may look into or remove, with files inside
# promise: host
# from: tidying has to cope with them; what is in there must count as well
# bound: 100 folders, 30 MB
# expect: refused or forbidden
# expect isolate: refused or outOfMemory
import os
import time

reached = 0
os.umask(0)
for mode in (0o000, 0o100, 0o200, 0o300, 0o500):
    for count in range(10):
        name = "closed-%o-%d" % (mode, count)
        try:
            os.mkdir(name, mode)
            if mode == 0o300:
                with open(name + "/file", "wb", buffering=0) as file:
                    reached += file.write(bytes(1 << 20))
                os.mkdir(name + "/inner", 0o000)
        except OSError:
            pass
try:
    os.chmod(".", 0o000)
except OSError:
    pass
time.sleep(0.3)
print("REACHED" if reached > 16 << 20 else "REFUSED", reached, "bytes")
