# attack: parts of the kernel that no small program needs, and that had holes
# promise: host
# from: bpf, perf, userfaultfd, keyrings, fanotify, personality, modules
# bound: one attempt each, with arguments that do nothing
# expect: refused
# expect isolate: refused or forbidden
import ctypes

from attempt import attempt, system_call

zeros = ctypes.create_string_buffer(256)
TRIES = {
    "bpf": (0, zeros, 128), "perf_event_open": (zeros, 0, -1, -1, 0), "userfaultfd": (0,), "keyctl": (0, -3, 0),
    "add_key": (b"user", b"mastery", b"x", 1, -2), "request_key": (b"user", b"mastery", None, 0),
    "fanotify_init": (0, 0), "personality": (0x0400000,), "syslog": (3, zeros, 200), "quotactl": (0, None, 0, zeros),
    "swapon": (b"/none", 0), "reboot": (1, 2, 3, 0), "acct": (None,), "init_module": (zeros, 0, b""),
    "kexec_load": (0, 0, None, 0), "modify_ldt": (0, zeros, 256), "process_madvise": (0, zeros, 0, 0, 0),
    "memfd_secret": (0,), "statmount": (zeros, zeros, 256, 0), "listmount": (zeros, zeros, 8, 0),
}  # fmt: skip
for name, arguments in TRIES.items():
    attempt(name, lambda: system_call(name, *arguments))
