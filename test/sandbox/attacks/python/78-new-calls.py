# attack: calls that are newer than most lists of what is forbidden
# promise: files
# from: openat2, setxattrat (6.13), file_setattr (6.17), io_uring
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
import ctypes
import struct

from attempt import attempt, system_call

SECRET = b"@SECRET_FILE@"
value = ctypes.create_string_buffer(b"x")
arguments = struct.pack("<QII", ctypes.addressof(value), 1, 0)
attributes = ctypes.create_string_buffer(24)
attempt("openat2", lambda: system_call("openat2", -100, SECRET, struct.pack("<QQQ", 0, 0, 0), 24))
attempt("setxattrat", lambda: system_call("setxattrat", -100, SECRET, 0, b"user.mark", arguments, 16))
attempt("file_setattr", lambda: system_call("file_setattr", -100, SECRET, attributes, 24, 0))
