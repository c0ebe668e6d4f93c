# attack: devices, made and found
# promise: files
# from: mknod; nsjail
# bound: a few reads of 16 bytes
# expect: refused
import os
import stat

from attempt import attempt, read


def node(kind, major, minor):
    name = "node-%d-%d" % (major, minor)
    os.mknod(name, kind | 0o600, os.makedev(major, minor))
    return read(name, 16)


ways = (AttributeError,)
for major, minor in ((1, 1), (1, 2), (8, 0), (253, 0), (10, 232), (10, 229)):
    attempt("a block device", lambda: node(stat.S_IFBLK, major, minor), *ways)
    attempt("a character device", lambda: node(stat.S_IFCHR, major, minor), *ways)
for name in ("mem", "kmem", "port", "sda", "vda", "nvme0n1", "kvm", "fuse", "net/tun", "loop0", "loop-control", "vsock"):
    attempt("/dev/" + name, lambda: os.open("/dev/" + name, os.O_RDWR))
for name in ("userfaultfd", "kmsg", "uinput", "input/event0", "dri/card0", "snd/timer", "vhost-net", "watchdog"):
    attempt("/dev/" + name, lambda: os.open("/dev/" + name, os.O_RDONLY))
