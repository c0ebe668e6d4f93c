# attack: files by their handle, which needs no path
# promise: files
# from: shocker.c, the way out of early Docker
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
import ctypes

from attempt import attempt, system_call

handle = ctypes.create_string_buffer(128)
handle[0] = 120
mount = ctypes.c_int()
attempt("a handle of the secret", lambda: system_call("name_to_handle_at", -100, b"@SECRET_FILE@", handle, ctypes.byref(mount), 0))
attempt("a handle of its own folder", lambda: system_call("name_to_handle_at", -100, b".", handle, ctypes.byref(mount), 0))
attempt("the root by its number", lambda: system_call("open_by_handle_at", 3, b"\x08\0\0\0\x01\0\0\0\x02" + bytes(7), 0))
