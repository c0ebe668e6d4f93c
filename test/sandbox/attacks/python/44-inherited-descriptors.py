# attack: open files of the host that came along
# promise: files
# from: reference 44
# bound: 4,096 lookups
# expect: refused
import os
import stat

# Input, output, errors, the channel and the notes; all else is not ours to have.
KNOWN = {0, 1, 2, 3, 5}
# Those of Pyodide are devices in memory.
if os.uname().machine.startswith("wasm"):
    KNOWN |= {4}
for descriptor in range(4096):
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        continue
    kinds = (stat.S_ISREG, stat.S_ISDIR, stat.S_ISBLK)
    if descriptor not in KNOWN or any(kind(mode) for kind in kinds):
        print("REACHED descriptor", descriptor, oct(mode))
print("REFUSED all others")
