"""What all attacks in Python share. Each attempt says in one line what became of it: the lab reads these words."""

import os


def attempt(what, action, *refusals):
    """Calls `action`, which gives what it reached (None: nothing), or is refused with an OSError or one of `refusals`."""
    try:
        found = action()
    except (OSError, *refusals) as error:
        print("REFUSED", what, "-", error)
        return
    if found is None or found is False or found == b"" or found == "":
        print("REFUSED", what)
    else:
        print("REACHED", what, repr(found)[:200])


def read(path, size=4096):
    """The first bytes of a file of the host."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, size)
    finally:
        os.close(descriptor)


# Numbers for x64 and arm64; null: this machine has no such call.
CALLS = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "kcmp": (312, 272), "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424), "socket": (41, 198), "socketpair": (53, 199), "unshare": (272, 97),
    "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "fsopen": (430, 430), "open_tree": (428, 428), "move_mount": (429, 429), "mount_setattr": (442, 442),
    "statmount": (457, 457), "listmount": (458, 458), "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "io_uring_setup": (425, 425), "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218), "personality": (135, 92),
    "syslog": (103, 116), "quotactl": (179, 60), "swapon": (167, 224), "reboot": (169, 142), "acct": (163, 89),
    "init_module": (175, 105), "kexec_load": (246, 104), "fanotify_init": (300, 262), "inotify_init1": (294, 26),
    "inotify_add_watch": (254, 27), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "shmget": (29, 194), "shmctl": (31, 195), "msgget": (68, 186), "msgctl": (71, 187), "semget": (64, 190),
    "semctl": (66, 191), "mq_open": (240, 180), "mq_unlink": (241, 181), "clone": (56, 220), "clone3": (435, 435),
    "prctl": (157, 167), "setxattr": (188, 5), "setxattrat": (463, 463), "file_setattr": (469, 469),
    "openat2": (437, 437), "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "sethostname": (170, 161), "setdomainname": (171, 162), "ioprio_set": (251, 30), "prlimit64": (302, 261),
    "execveat": (322, 281), "modify_ldt": (154, None), "process_madvise": (440, 440), "seccomp": (317, 277),
}  # fmt: skip


def system_call(name, *arguments):
    """The kernel's answer to a raw system call; an OSError where it says no, or where there is no kernel."""
    import ctypes

    column = {"x86_64": 0, "aarch64": 1}.get(os.uname().machine)
    number = None if column is None else CALLS[name][column]
    if number is None:
        raise OSError("this machine has no " + name)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    made = [ctypes.c_long(one) if type(one) is int else one for one in arguments]
    answer = libc.syscall(ctypes.c_long(number), *made)
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, name + ": " + os.strerror(code))
    return answer + 1
