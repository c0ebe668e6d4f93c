# attack: memory by mapping it instead of asking for it
# promise: memory
# from: mmap, brk and their flags
# bound: 300 MB each
# expect: refused
from attempt import attempt


def mapped(flags):
    import mmap

    area = mmap.mmap(-1, 300 << 20, flags)
    for at in range(0, 300 << 20, 4096):
        area[at] = 1
    return "300 MB"


def of_zero():
    import mmap

    with open("/dev/zero", "r+b") as file:
        return len(mmap.mmap(file.fileno(), 300 << 20, mmap.MAP_PRIVATE))


ways = (ImportError, ValueError, MemoryError, OverflowError)
for flags in (0x22, 0x21, 0x4022, 0x8022, 0x40022):
    attempt("mmap %x" % flags, lambda: mapped(flags), *ways)
attempt("/dev/zero", of_zero, *ways)
