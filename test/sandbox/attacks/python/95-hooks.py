# attack: everything of the interpreter that can be hooked, for the case that comes after
# promise: host
# from: settrace, audit hooks, import hooks, built-ins, garbage collection
# bound: a few functions
# run: cases
# expect: returned or failed or timedOut
import builtins
import gc
import sys
import threading


def attack():
    def hook(*_, **__):
        return hook

    for name in ("settrace", "setprofile"):
        getattr(sys, name)(hook)
        getattr(threading, name)(hook)
    gc.callbacks.append(lambda *_: sys.__stdout__.write("REACHED a later case\n") if False else None)
    sys.meta_path.insert(0, type("Finder", (), {"find_spec": staticmethod(lambda *a: None)})())
    sys.excepthook = sys.unraisablehook = sys.displayhook = hook
    for name in ("print", "len", "sum", "range", "isinstance", "type", "repr", "dict", "list", "str", "int", "open"):
        setattr(builtins, name, lambda *a, **k: 777)
    sys.setrecursionlimit(50)
    sys.modules["json"] = sys.modules["os"] = None
    return 777


def after():
    return sum(range(10))
