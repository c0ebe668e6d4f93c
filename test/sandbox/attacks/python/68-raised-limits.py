# attack: its own limits raised
# promise: memory
# from: a soft limit is only a request
# bound: one allocation of 300 MB
# expect: refused
from attempt import attempt


def lift(name):
    import resource

    kind = getattr(resource, name)
    before = resource.getrlimit(kind)
    resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return name if resource.getrlimit(kind) != before else None


ways = (ImportError, ValueError, AttributeError)
for name in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_CORE", "RLIMIT_NPROC"):
    attempt(name, lambda: lift(name), *ways)
attempt("memory", lambda: len(bytearray(300 << 20)), MemoryError)
