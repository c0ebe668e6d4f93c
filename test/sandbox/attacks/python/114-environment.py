# attack: what the environment tells of you
# promise: files
# from: variables are inherited unless somebody thinks of it
# bound: a few lookups
# expect: refused
import os

from attempt import attempt

KNOWN = {"PYTHONHASHSEED", "MALLOC_MMAP_THRESHOLD_", "MALLOC_ARENA_MAX", "PWD", "LC_CTYPE"}
KNOWN |= {"HOME", "LANG", "PATH", "USER", "LOGNAME", "_", "PYTHONUTF8"} if os.uname().machine.startswith("wasm") else set()
attempt("variables", lambda: sorted(set(os.environ) - KNOWN) or None)
attempt("values", lambda: [v for v in os.environ.values() if "@HOST_PID@" in v or "canary" in v.lower()] or None)
