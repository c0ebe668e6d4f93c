# attack: system calls past every wrapper of Python
# promise: processes
# from: reference 24
# bound: one call each; a child ends at once
# expect: refused
# expect isolate: refused or forbidden
import os

from attempt import attempt, system_call

SIGCHLD = 17


def child():
    answer = system_call("clone", SIGCHLD, 0, 0, 0, 0) - 1
    if answer == 0:
        os._exit(0)
    return "a process"


attempt("clone", child)
attempt("a socket", lambda: system_call("socket", 2, 1, 0))
attempt("a pair of datagram sockets", lambda: system_call("socketpair", 1, 2, 0, 0))
attempt("a namespace", lambda: system_call("unshare", 0x10000000))
attempt("another process", lambda: system_call("ptrace", 16, int("@DECOY_PID@"), 0, 0))
attempt("a mount", lambda: system_call("mount", b"none", b"/tmp", b"tmpfs", 0, 0))
