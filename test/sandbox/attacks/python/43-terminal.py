# attack: typing into the terminal, and orders to it in the output
# promise: host
# from: reference 43; bubblewrap CVE-2017-5226
# bound: a few characters
# expect: refused
import os

from attempt import attempt

TIOCSTI, TIOCLINUX, TIOCSCTTY = 0x5412, 0x541C, 0x540E


def typed(descriptor, order):
    import fcntl

    fcntl.ioctl(descriptor, order, b"\n")
    return "typed"


for descriptor in (0, 1, 2, 3):
    for order in (TIOCSTI, TIOCLINUX):
        attempt("ioctl %x on %d" % (order, descriptor), lambda: typed(descriptor, order), ImportError, ValueError)
for path in ("/dev/tty", "/dev/tty0", "/dev/console", "/dev/pts/0", "/dev/vcs1"):
    attempt(path, lambda: typed(os.open(path, os.O_RDWR | os.O_NOCTTY), TIOCSTI), ImportError)
print("\x1b]0;title\x07\x1b[2J\x1b[1;1H\x1b[6n\x1bP+q544e\x1b\\\x9b31m\x0f")
print("REFUSED orders in the output: shown, not obeyed")
