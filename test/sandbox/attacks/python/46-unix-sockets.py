# attack: sockets of the host that are files or names
# promise: network
# from: reference 46; abstract sockets know no mount namespace
# bound: one attempt each
# expect: refused
import socket

from attempt import attempt


def connect(address, kind=None):
    with socket.socket(socket.AF_UNIX, kind or socket.SOCK_STREAM) as one:
        one.settimeout(0.5)
        one.connect(address)
    return address


ways = (AttributeError,)
attempt("an abstract name", lambda: connect("\0@ABSTRACT@"), *ways)
attempt("an abstract name, datagrams", lambda: connect("\0@ABSTRACT@", socket.SOCK_DGRAM), *ways)
attempt("a file", lambda: connect("@SOCKET_FILE@"), *ways)
for path in ("/run/dbus/system_bus_socket", "/run/systemd/notify", "/var/run/docker.sock"):
    attempt(path, lambda: connect(path), *ways)
