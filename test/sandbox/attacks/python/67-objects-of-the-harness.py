# attack: the harness itself, through frames and the garbage collector
# promise: memory
# from: what an interpreter can see of itself
# bound: one allocation of 300 MB
# expect: refused
import gc
import sys

from attempt import attempt

frame, found = sys._getframe(), []
while frame is not None:
    found.append(frame.f_globals)
    frame = frame.f_back
for one in gc.get_objects():
    if isinstance(one, dict) and "CHANNEL" in one and "send" in one:
        found.append(one)
for scope in found:
    for name in ("MAX_VALUE", "MAX_DEPTH", "MAX_MESSAGE", "MAX_FRAMES"):
        if name in scope:
            scope[name] = 10**9
    if "limit" in scope and callable(scope["limit"]):
        attempt("its limit", lambda: scope["limit"]("RLIMIT_AS", 10**12), ValueError, KeyError, AttributeError)


def allocate():
    return len(bytearray(300 << 20))


attempt("memory", allocate, MemoryError)
