# --- The harness in Pyodide, inside an isolate: the end of the module that harness.py begins ---

import faulthandler
from _functools import partial

# Of the isolate around it: reading tells how much memory the program took, writing names what is to be called.
HOST = 4
NOTES = 5
# EPERM, EACCES, EROFS, ENOSYS, EADDRNOTAVAIL, ENETUNREACH, EHOSTUNREACH and ENOTSUP of Emscripten.
FORBIDDEN = (63, 2, 69, 52, 4, 40, 23, 138)
# They are in the snapshot: what is imported here costs a run nothing.
PRELOADED = """
    asyncio calendar collections.abc contextlib copy csv dataclasses datetime decimal enum fractions functools heapq
    inspect io itertools json math operator os pathlib pprint queue random re statistics string tempfile textwrap
    threading time timeit traceback typing unittest uuid
"""
LIBRARY = "/lib/python314.zip"
guest = None


def peak_memory():
    return int(read(HOST, 20))


def watch(guest):
    """Nothing: the isolate is stopped from outside, and asked then."""


def unwatch():
    pass


def preload():
    import importlib

    for name in PRELOADED.split():
        importlib.import_module(name)
    quiet_loop(modules["asyncio"], modules["time"].sleep)
    say_no_threads(modules["_thread"], modules["threading"])


def quiet_loop(asyncio, sleep):
    """asyncio waits for sockets, of which there are none. Between two steps its loop has only to sleep."""

    class Selector:
        def select(self, timeout):
            if timeout is None or timeout > 0:
                sleep(1e9 if timeout is None else timeout)
            return []

        def close(self):
            pass

    class EventLoop(asyncio.base_events.BaseEventLoop):
        def __init__(self):
            super().__init__()
            self._selector = Selector()

        def _process_events(self, events):
            pass

        def _write_to_self(self):
            pass

    asyncio.unix_events._UnixDefaultEventLoopPolicy._loop_factory = EventLoop
    asyncio.EventLoop = asyncio.SelectorEventLoop = EventLoop


def say_no_threads(thread, threading):
    """Python alone says only that a thread cannot be started."""

    def refuse(*args, **kwargs):
        raise RuntimeError("can't start new thread: this sandbox has no threads")

    thread.start_new_thread = thread.start_new = thread.start_joinable_thread = refuse
    threading._start_joinable_thread = refuse


def hide_bridge():
    """Pyodide's way to JavaScript, which leads nowhere here."""
    import zipimport

    files = zipimport._zip_directory_cache[LIBRARY]
    for name in [name for name in files if name.startswith(("pyodide/", "_pyodide/"))]:
        del files[name]
    modules["_pyodide_core"] = None


def begin():
    global guest
    guest = Guest(receive())


def turn():
    serve(guest)


def warm():
    """Runs what every run needs: V8 compiles it when it is first used, and now nobody waits yet."""
    files = [{"path": "main.py", "text": "def f(n):\n    return [n]\n"}]
    first = Guest({"entry": "main.py", "memoryBytes": 1 << 26, "wallMs": 1000, "files": files})
    action = {"type": "call", "name": "f", "args": [1], "kwargs": {}}
    first.clean({"action": action, "files": {}})
    first.run({"action": action})
    gc.collect()


preload()
hide_bridge()
del modules["faulthandler"]
tell = partial(faulthandler.dump_traceback, NOTES, False)
write(HOST, b"%d %d %d %d" % (id(warm), id(begin), id(turn), id(tell)))
gc.collect()
# What belongs to the snapshot is for good: it need not be looked at after every job.
gc.freeze()
