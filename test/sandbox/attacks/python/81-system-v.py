# attack: memory, queues and semaphores that processes share by a number
# promise: processes
# from: System V and POSIX; Landlock knows nothing of them
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
import ctypes

from attempt import attempt, system_call

zeros = ctypes.create_string_buffer(512)
IPC_INFO, CREATE = 3, 0o1600
attempt("shmget", lambda: system_call("shmget", 0, 4096, CREATE))
attempt("msgget", lambda: system_call("msgget", 0, CREATE))
attempt("semget", lambda: system_call("semget", 0, 1, CREATE))
attempt("shmctl", lambda: system_call("shmctl", 0, IPC_INFO, zeros))
attempt("msgctl", lambda: system_call("msgctl", 0, IPC_INFO, zeros))
attempt("semctl", lambda: system_call("semctl", 0, 0, IPC_INFO, zeros))
attempt("mq_open", lambda: system_call("mq_open", b"@MARK@", 0o102, 0o600, None))
attempt("mq_unlink", lambda: system_call("mq_unlink", b"@MARK@"))
