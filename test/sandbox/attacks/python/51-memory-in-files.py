# attack: memory that is a file, outside the limit
# promise: memory
# from: reference 51
# bound: 300 MB in all
# expect: refused
# expect isolate: refused or forbidden
import os

from attempt import attempt, system_call

CHUNK = bytes(1 << 20)


def fill(descriptor):
    for _ in range(100):
        os.write(descriptor, CHUNK)
    return "100 MB"


ways = (AttributeError, MemoryError)
attempt("memfd_create", lambda: fill(os.memfd_create("memory")), *ways)
attempt("memfd_secret", lambda: fill(system_call("memfd_secret", 0) - 1))
attempt("/dev/shm", lambda: fill(os.open("/dev/shm/@MARK@", os.O_RDWR | os.O_CREAT)))
attempt("shmget", lambda: system_call("shmget", 0, 100 << 20, 0o1600))
# Pyodide's files are in the memory that is limited.
if not os.uname().machine.startswith("wasm"):
    attempt("a file without a name", lambda: fill(os.open("/tmp", os.O_TMPFILE | os.O_RDWR)), *ways)
