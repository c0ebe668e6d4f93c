# attack: the clock and the name of the machine
# promise: host
# from: one attempt each, with values that change nothing
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
import ctypes
import socket

from attempt import attempt, system_call

zeros = ctypes.create_string_buffer(512)
attempt("the time", lambda: system_call("settimeofday", zeros, None))
attempt("the clock", lambda: system_call("clock_settime", 0, zeros))
attempt("its speed", lambda: system_call("adjtimex", zeros))
name = socket.gethostname().encode()
attempt("the name", lambda: system_call("sethostname", name, len(name)))
attempt("the domain", lambda: system_call("setdomainname", b"(none)", 6))
