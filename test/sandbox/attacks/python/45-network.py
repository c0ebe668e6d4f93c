# attack: TCP, UDP, DNS and the machine itself
# promise: network
# from: reference 45
# bound: one attempt each, half a second at most
# expect: refused
import socket

from attempt import attempt

socket.setdefaulttimeout(0.5)


def tcp(address, family=socket.AF_INET):
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.connect(address)
    return address


def udp(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(b"hello", address)
        one.recv(1)
    return address


def listen():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        return one.getsockname()


attempt("TCP to this machine", lambda: tcp(("127.0.0.1", int("@TCP_PORT@"))))
attempt("UDP to this machine", lambda: udp(("127.0.0.1", int("@UDP_PORT@"))))
attempt("TCP outside", lambda: tcp(("192.0.2.1", 80)))
attempt("IPv6", lambda: tcp(("::1", int("@TCP_PORT@")), socket.AF_INET6))
attempt("a name", lambda: socket.getaddrinfo("example.org", 80))
attempt("listening", listen)
