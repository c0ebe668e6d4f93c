"""Confines this very process before the harness starts: Landlock for files and the network, seccomp for system calls.

Sent before harness.py, or before the few lines that make this process another program, with FILTER (the seccomp
program), READABLE and EXECUTABLE (paths) and WRITABLE (the only folder that may be written, or None) defined above.
"""


def confine():
    import ctypes
    import os
    import struct
    import sys

    libc = ctypes.CDLL(None, use_errno=True)

    def check(result, what):
        if result < 0:
            raise OSError(ctypes.get_errno(), what + ": " + os.strerror(ctypes.get_errno()))
        return result

    # Ends with the parent, however that ends.
    check(libc.prctl(1, 9, 0, 0, 0), "PR_SET_PDEATHSIG")
    check(libc.prctl(38, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS")
    # Not dumpable: nobody of the same account may look into it, and /proc/self belongs to root.
    check(libc.prctl(4, 0, 0, 0, 0), "PR_SET_DUMPABLE")

    if os.getuid() == 0:
        # Root that nobody could stand in for: the account stays, all that it could do more than others goes.
        for capability in range(64):
            libc.prctl(24, capability, 0, 0, 0)
        check(libc.capset(struct.pack("<Ii", 0x20080522, 0), bytes(24)), "capset")

    version = check(libc.syscall(444, None, ctypes.c_size_t(0), 1), "Landlock")
    if version < 4:
        raise OSError("Landlock %d cannot hold the network; 4 or newer is needed" % version)
    files = (1 << 16) - 1 if version >= 5 else (1 << 15) - 1
    network, scopes = 3, 3
    attributes = struct.pack("<QQ", files, network)
    if version >= 6:
        attributes += struct.pack("<Q", scopes)
    ruleset = check(libc.syscall(444, attributes, ctypes.c_size_t(len(attributes)), 0), "ruleset")

    execute, write, read, read_folder, remove_folder, remove_file = (1 << n for n in range(6))
    make_folder, make_file, truncate, refer = 1 << 7, 1 << 8, 1 << 14, 1 << 13
    own = write | read | read_folder | remove_folder | remove_file | make_folder | make_file
    own |= truncate | refer

    def allow(path, access):
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            return
        import stat

        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            access &= execute | write | read | truncate
        rule = struct.pack("<Qi", access, descriptor)
        check(libc.syscall(445, ruleset, 1, rule, 0), path)
        os.close(descriptor)

    for path in READABLE:
        allow(path, read | read_folder)
    for path in EXECUTABLE:
        allow(path, read | execute)
    for path in ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"):
        allow(path, read | (write if path == "/dev/null" else 0))
    if WRITABLE is not None:
        allow(WRITABLE, own)
    # 3 is the channel, 5 for notes; the learner's program gets nothing else.
    first = 4
    for kept in sorted((5, ruleset)):
        os.closerange(first, kept)
        first = kept + 1
    check(libc.syscall(446, ruleset, 0), "restrict")
    os.close(ruleset)

    program = ctypes.create_string_buffer(FILTER, len(FILTER))
    head = struct.pack("<HxxxxxxQ", len(FILTER) // 8, ctypes.addressof(program))
    check(libc.prctl(22, 2, ctypes.c_char_p(head), 0, 0), "seccomp")
    # What was only needed to get here must not be there for the learner's program.
    for name in ("ctypes", "_ctypes", "ctypes._endian", "struct", "_struct", "stat", "os", "os.path"):
        sys.modules.pop(name, None)


confine()
