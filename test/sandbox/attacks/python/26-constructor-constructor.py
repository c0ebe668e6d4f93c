# attack: the host's Function through the constructor of a converted value
# promise: host
# from: reference 26
# bound: a few lookups
# expect: refused
from attempt import attempt

CODE = "return typeof process === 'undefined' ? '' : 'process ' + process.pid"


def through_to_js():
    from pyodide.ffi import to_js

    return str(to_js([1]).constructor.constructor(CODE)())


def through_proxy():
    from pyodide.ffi import create_proxy

    return str(create_proxy({}).constructor.constructor(CODE)())


def through_internals():
    import _pyodide_core

    return str(_pyodide_core.__dict__["jsglobals"].constructor.constructor(CODE)())


for way in (through_to_js, through_proxy, through_internals):
    attempt(way.__name__, way, Exception)
