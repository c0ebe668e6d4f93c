"""Attempts what no learner's program may do. Each function gives None when it was refused."""


def read():
    import posix
    import sys

    home = "/" + "home"
    for path in ("/etc/passwd", "/etc/hostname", "/proc/1/environ", "/root", home, "/var", "/etc"):
        try:
            descriptor = posix.open(path, posix.O_RDONLY)
        except OSError:
            continue
        try:
            # A folder on the way to the interpreter itself may show that way, and nothing else.
            way = sys.base_prefix[len(path) + 1 :].split("/")[0] if sys.base_prefix.startswith(path + "/") else None
            found = [name for name in posix.listdir(descriptor) if name != way]
        except OSError:
            found = posix.read(descriptor, 100)
        if found:
            return "read " + path
    return javascript()


def javascript():
    """Where Python is compiled to WebAssembly, JavaScript lies around it, and the host around that."""
    import sys

    for name in ("js", "pyodide_js", "pyodide", "pyodide.code", "_pyodide", "_pyodide_core"):
        try:
            __import__(name)
        except ImportError:
            continue
        return "reached JavaScript through " + name
    for module in list(sys.modules.values()):
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if type(value).__name__ in ("JsProxy", "JsException"):
                return "reached JavaScript through " + name
    return None


def write():
    import posix

    for folder in ("/", "/usr", "/usr/lib", "/dev", "/dev/shm", "/var/tmp", "/run", "/proc/sys/kernel", "/etc"):
        path = folder.rstrip("/") + "/mastery-probe-%d" % posix.getpid()
        try:
            posix.close(posix.open(path, posix.O_WRONLY | posix.O_CREAT, 0o600))
        except OSError:
            continue
        posix.unlink(path)
        return "wrote into " + folder
    return None


def connect():
    import _socket

    families = [(_socket.AF_INET, ("127.0.0.1", 9)), (_socket.AF_INET6, ("::1", 9))]
    if hasattr(_socket, "AF_UNIX"):
        families.append((_socket.AF_UNIX, "\0mastery-probe"))
    for family, address in families:
        for kind in (_socket.SOCK_STREAM, _socket.SOCK_DGRAM):
            try:
                connection = _socket.socket(family, kind)
            except OSError:
                continue
            return "opened a socket of family %d" % family
    return None


def fork():
    import posix

    try:
        child = posix.fork()
    except (OSError, AttributeError):  # not every Python has it
        return None
    if child == 0:
        posix._exit(0)
    return "started a process"


def library():
    import sys

    for path in sys.path:
        if path.endswith(("site-packages", "dist-packages")):
            return "site-packages is on the path"
    for name in ("pip", "setuptools", "numpy", "micropip"):
        try:
            __import__(name)
        except ImportError:
            continue
        return "imported " + name
    return None


def allocate():
    return len(bytearray(100 * 1024 * 1024))


def loop():
    while True:
        pass
