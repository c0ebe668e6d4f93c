# attack: becoming another program
# promise: processes
# from: execve needs no new process
# bound: one small program
# expect namespaces: crashed
# expect: refused
import os

from attempt import attempt

SCRIPT = "cat @SECRET_FILE@ && echo REACHED the secret; cat /proc/@HOST_PID@/environ && echo REACHED the environment"
attempt("a shell", lambda: os.execv("/bin/sh", ["sh", "-c", SCRIPT]), AttributeError)
