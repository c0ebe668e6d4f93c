# attack: looking into another process, and taking its descriptors
# promise: processes
# from: ptrace, process_vm_readv, pidfd_getfd, kcmp, process_madvise
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
import ctypes

from attempt import attempt, system_call

PTRACE_ATTACH, PTRACE_SEIZE = 16, 0x4206
for who in (int("@DECOY_PID@"), int("@HOST_PID@")):
    attempt("ptrace", lambda: system_call("ptrace", PTRACE_SEIZE, who, 0, 0))
    attempt("a descriptor of it", lambda: system_call("pidfd_open", who, 0))
    attempt("kcmp", lambda: system_call("kcmp", who, who, 0, 0, 0))
    area = ctypes.create_string_buffer(16)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(area), 16)
    attempt("its memory", lambda: system_call("process_vm_readv", who, vector, 1, vector, 1, 0))
attempt("the decoy is attached", lambda: system_call("ptrace", PTRACE_ATTACH, int("@DECOY_PID@"), 0, 0))
