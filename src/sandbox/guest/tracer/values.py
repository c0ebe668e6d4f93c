"""How values are looked at: nothing of the learner's is called.

No `__repr__`, no property, no `__eq__`, no `__hash__`, also none of a metaclass. Types are told apart by `is` and `id`,
and read by the built-in types' own methods. First of the three files that make the tracer, each with the names of the
one before: `values.py`, `heap.py`, `steps.py`. harness.py runs them, with its names, when a trace is asked for.
"""

from _collections import OrderedDict, deque
from _operator import is_
from _thread import get_ident
from _weakref import ref as weak_reference

current_frame, getrefcount = sys._getframe, sys.getrefcount

MAX_ITEMS = 64
MAX_TEXT_LENGTH = 120
MAX_BITS = 2000
HEAP_TYPE, IMMUTABLE_TYPE = 1 << 9, 1 << 8


# --- Plain values, as JSON text of what Python writes for them ---------------------------------


def write_int(value):
    if value.bit_length() <= 64:
        return '"%d"' % value
    if value.bit_length() > MAX_BITS:
        return '"<int of about %d digits>"' % (value.bit_length() * 0.30103)
    return quote(shorten("%d" % value))


def write_str(value):
    if len(value) > MAX_TEXT_LENGTH:
        return quote(repr(value[:MAX_TEXT_LENGTH]) + "…")
    return quote(repr(value))


def write_bytes(value):
    if len(value) > MAX_TEXT_LENGTH:
        return quote(repr(value[:MAX_TEXT_LENGTH]) + "…")
    return quote(repr(value))


def write_range(value):
    if all(type(part) is int for part in (value.start, value.stop, value.step)):
        return quote(shorten(repr(value)))
    return '"<range>"'


def shorten(text):
    return text if len(text) <= MAX_TEXT_LENGTH else text[:MAX_TEXT_LENGTH] + "…"


WRITERS = {
    id(int): write_int,
    id(str): write_str,
    id(float): lambda value: '"%s"' % float.__repr__(value),
    id(bool): lambda value: '"True"' if value else '"False"',
    id(type(None)): lambda value: '"None"',
    id(bytes): write_bytes,
    id(complex): lambda value: '"%s"' % complex.__repr__(value),
    id(range): write_range,
    id(type(...)): lambda value: '"Ellipsis"',
    id(type(NotImplemented)): lambda value: '"NotImplemented"',
}


# --- Types, looked at without asking them ------------------------------------------------------

Function, BuiltinFunction, Method = type(write_int), type(len), type(Report().json)
Module, Cell = type(sys), type((lambda x: lambda: x)(0).__closure__[0])
Generator = type(x for x in ())
GetSet, Member = type(Function.__code__), type(Function.__globals__)
LocalsProxy = type((lambda: current_frame().f_locals)())
CLASS_PARTS = [Function, BuiltinFunction, GetSet, Member, staticmethod, classmethod, property]
type_dict = type.__dict__["__dict__"].__get__
type_flags = type.__dict__["__flags__"].__get__
module_dict = Module.__dict__["__dict__"].__get__
exception_args = BaseException.__dict__["args"].__get__


async def coroutine():
    yield


async def plain_coroutine():
    pass


AsyncGenerator = type(coroutine())
started = plain_coroutine()
Coroutine = type(started)
started.close()
del started


def has(mro, *bases):
    return any(cls is base for cls in mro for base in bases)


def is_made_in_c(kind):
    flags = type_flags(kind)
    return not flags & HEAP_TYPE or bool(flags & IMMUTABLE_TYPE)


def is_dunder(name):
    return name[:2] == "__" and name[-2:] == "__"


def exactly(text):
    """A text that is no instance of a class of the learner's."""
    return text if type(text) is str else "?"


def is_plain(value):
    return id(type(value)) in WRITERS


def head_of(function):
    """A function's name with its parameters, defaults included where they are plain."""
    code = function.__code__
    count, keywords = code.co_argcount, code.co_kwonlyargcount
    names = code.co_varnames
    defaults, named = function.__defaults__, function.__kwdefaults__
    defaults = defaults if type(defaults) is tuple else ()
    named = named if type(named) is dict else {}
    parts = []

    def default(value):
        return "=" + (scan(WRITERS[id(type(value))](value), 0)[0] if is_plain(value) else "…")

    for index in range(count):
        left = count - index
        parts.append(names[index] + (default(defaults[-left]) if left <= len(defaults) else ""))
        if index + 1 == code.co_posonlyargcount:
            parts.append("/")
    at = count + keywords
    if code.co_flags & 0x04:
        parts.append("*" + names[at])
        at += 1
    elif keywords:
        parts.append("*")
    for name in names[count : count + keywords]:
        parts.append(name + (default(named[name]) if name in named else ""))
    if code.co_flags & 0x08:
        parts.append("**" + names[at])
    return shorten("%s(%s)" % (exactly(function.__name__), ", ".join(parts)))


def message_of(error):
    """What an exception says, when no code of the learner's is needed to know."""
    args = exception_args(error)
    plain = [item for item in args if is_plain(item)]
    says = next(cls for cls in type_mro(type(error)) if "__str__" in type_dict(cls))
    fields = (OSError.errno, OSError.strerror, OSError.filename, OSError.filename2) if says is OSError else ()
    if any(says is cls for cls in (BaseException, KeyError, OSError)) and len(plain) == len(args):
        if all(is_plain(field.__get__(error)) for field in fields):
            try:
                return says.__str__(error)[:MAX_MESSAGE]
            except ValueError:  # of a number with too many digits
                return ""
    words = (item if type(item) is str else scan(WRITERS[id(type(item))](item), 0)[0] for item in plain)
    return ", ".join(words)[:MAX_MESSAGE]


# Made in C, with nothing of the learner's in them.
LIBRARY = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("decimal", "Decimal"),
}


def more_of(size, shown):
    return ',"more":%d' % (size - shown) if size > shown else ""


def lookup_of(kind):
    """What reads the dict of an instance; None when it has none, or its class hides it."""
    for cls in type_mro(kind):
        found = type_dict(cls).get("__dict__")
        if type(found) is GetSet or type(found) is Member:
            return found
    return None


def slots_of(kind):
    """Names of slots and what reads each, those of base classes first."""
    found = []
    for cls in reversed(type_mro(kind)):
        if not is_made_in_c(cls):
            found += [(n, s) for n, s in list(type_dict(cls).items()) if type(s) is Member and type(n) is str]
    return found
