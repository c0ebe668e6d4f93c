# attack: becoming another Python, which has none of our restrictions
# promise: library
# from: limits and filters must outlive exec
# bound: 300 MB, one child
# expect: refused or crashed
import os
import sys

from attempt import attempt

CODE = """
import os
try: print('REACHED', open('@SECRET_FILE@').read())
except OSError as error: print(error)
try: print('REACHED', len(bytearray(300 << 20)), 'bytes')
except MemoryError as error: print(error)
try:
    if os.fork() == 0: os._exit(0)
    print('REACHED a process')
except OSError as error: print(error)
"""
for name in ("/usr/bin/python3", os.path.realpath("/usr/bin/python3"), sys.executable or "/usr/bin/python3"):
    attempt(name, lambda: os.execv(name, [name, "-c", CODE]), AttributeError)
