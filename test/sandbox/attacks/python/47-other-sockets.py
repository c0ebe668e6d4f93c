# attack: every family of sockets there is, and io_uring, which needs none of the usual calls
# promise: network
# from: reference 47
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
import ctypes

from attempt import attempt, system_call

FAMILIES = {"unix": 1, "inet": 2, "inet6": 10, "netlink": 16, "packet": 17, "alg": 38, "vsock": 40, "xdp": 44}
FAMILIES.update({"bluetooth": 31, "tipc": 30, "can": 29, "rds": 21, "kcm": 41, "smc": 43, "mctp": 45})
for name, family in FAMILIES.items():
    for kind in (1, 2, 3, 5):
        attempt("%s, kind %d" % (name, kind), lambda: system_call("socket", family, kind, 0))
attempt("io_uring", lambda: system_call("io_uring_setup", 8, ctypes.create_string_buffer(256)))
