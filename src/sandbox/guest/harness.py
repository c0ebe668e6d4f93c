"""Runs the learner's program inside the sandbox and reports what it gave back.

Below it in the same module comes what differs with what runs it: `cpython.py`, a process of its own, or `pyodide.py`,
WebAssembly in an isolate. Descriptor 3 is open when it starts. The parent (src/sandbox) sends one message at a time:
first `init` with the files and limits, then one job after another. The parent never trusts a report: what is expected
is not known here, so there is nothing to forge. Only built-in modules are imported, because each import costs time in
every run and would stay behind for the learner.
"""

import builtins
import gc
import io
import posix
import sys
from _json import encode_basestring_ascii as quote, make_scanner
from binascii import a2b_base64, b2a_base64
from itertools import islice

CHANNEL = 3
ROOT = posix.getcwd()
WORK = ROOT + "/work"
MAX_DEPTH = 100
MAX_VALUE = 256 * 1024
MAX_REPR = 300
MAX_MESSAGE = 2000
MAX_FRAMES = 20
OUT_OF_MEMORY = b"d\x00\x00\x00\x0a{\"oom\":1}\n"
write, read = posix.write, posix.read
modules, this_exit = sys.modules, posix._exit
sys_getsizeof = sys.getsizeof


# --- The channel: one byte of kind, four of length, then the payload ---------------------------


def send(kind, payload):
    data = kind + len(payload).to_bytes(4, "big") + payload
    while data:
        data = data[write(CHANNEL, data) :]


def read_exactly(size):
    parts = []
    while size:
        part = read(CHANNEL, size)
        if not part:
            this_exit(0)  # the parent is gone
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class Scanner:
    """What the C scanner of the json module asks for; importing json itself would cost 6 ms."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int = float, int
    memo = {}

    @staticmethod
    def parse_constant(name):
        raise ValueError(name)


scan = make_scanner(Scanner)


def receive():
    size = int.from_bytes(read_exactly(4), "big")
    return scan(read_exactly(size).decode("utf-8", "surrogatepass"), 0)[0]


class Stream(io.RawIOBase):
    """Standard output or error: every write goes to the parent at once, so a kill loses nothing."""

    def __init__(self, kind, descriptor):
        self._kind, self._descriptor = kind, descriptor

    def writable(self):
        return True

    def fileno(self):
        return self._descriptor

    def write(self, data):
        data = bytes(data)
        for start in range(0, len(data), 65536):
            send(self._kind, data[start : start + 65536])
        return len(data)


def open_streams(stdin):
    def text(kind, descriptor, errors):
        return io.TextIOWrapper(
            Stream(kind, descriptor), "utf-8", errors, newline="\n", write_through=True
        )

    sys.stdin = sys.__stdin__ = io.TextIOWrapper(
        io.BufferedReader(io.BytesIO(stdin.encode("utf-8", "surrogatepass"))), "utf-8"
    )
    sys.stdout = sys.__stdout__ = text(b"o", 1, "strict")
    sys.stderr = sys.__stderr__ = text(b"e", 2, "backslashreplace")


# --- Values: see "Values" in docs/authoring.md -------------------------------------------------

type_name = type.__dict__["__name__"].__get__
type_mro = type.__dict__["__mro__"].__get__
type_module = type.__dict__["__module__"].__get__


def module_of(cls):
    try:
        name = type_module(cls)
        return name if type(name) is str else ""
    except BaseException:
        return ""


def class_name(cls):
    try:
        name = type_name(cls)
        return name if type(name) is str else "?"
    except BaseException:
        return "?"


def attributes_of(value):
    try:
        own = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return own if type(own) is dict else {}


class Refused(Exception):
    """A value that cannot be given back: it contains itself, or is too deep or too large."""


class Encoder:
    """Writes a value as JSON with tags. Exact types only: no method of the learner's classes is asked
    what the value is, and nothing is compared here."""

    def __init__(self, own_modules):
        self.parts, self.left, self.open, self.own_modules = [], MAX_VALUE, set(), own_modules

    def put(self, text):
        self.left -= len(text)
        if self.left < 0:
            raise Refused("large")
        self.parts.append(text)

    def text(self, value):
        if len(value) > self.left:
            raise Refused("large")
        self.put(quote(value))

    def number(self, value):
        if value.bit_length() > self.left * 4:
            raise Refused("large")
        if -(2**53) <= value <= 2**53:
            self.put(repr(value))
        elif value.bit_length() < 4000:
            self.put('{"$int":"%d"}' % value)
        else:
            self.put('{"$int":"%s"}' % hex(value))

    def encode(self, value, depth=0):
        kind = type(value)
        if value is None:
            self.put("null")
        elif kind is bool:
            self.put("true" if value else "false")
        elif kind is int:
            self.number(value)
        elif kind is float:
            self.put('{"$float":"%s"}' % float.__repr__(value))
        elif kind is str:
            self.text(value)
        elif kind is bytes:
            if len(value) > self.left:
                raise Refused("large")
            self.put('{"$bytes":"%s"}' % b2a_base64(value, newline=False).decode())
        elif kind is complex:
            self.put('{"$complex":[')
            self.encode(value.real)
            self.put(",")
            self.encode(value.imag)
            self.put("]}")
        else:
            self.nested(value, kind, depth)

    def nested(self, value, kind, depth):
        if depth >= MAX_DEPTH:
            raise Refused("deep")
        if id(value) in self.open:
            raise Refused("cycle")
        self.open.add(id(value))
        if kind is list:
            self.items("[", list.__iter__(value), "]", depth)
        elif kind is tuple:
            self.items('{"$tuple":[', tuple.__iter__(value), "]}", depth)
        elif kind is set:
            self.items('{"$set":[', set.__iter__(value), "]}", depth)
        elif kind is frozenset:
            self.items('{"$frozenset":[', frozenset.__iter__(value), "]}", depth)
        elif kind is dict or self.is_plain_dict(kind):
            self.mapping(value, depth)
        elif module_of(kind) == "datetime" and class_name(kind) in ("date", "datetime"):
            self.put('{"$%s":' % class_name(kind))
            self.text(str(kind.isoformat(value)))
            self.put("}")
        else:
            fields = self.fields_of(value, kind)
            if fields is None:
                self.opaque(value, kind)
            else:
                self.put('{"$object":{"type":')
                self.text(class_name(kind))
                self.put(',"fields":')
                self.pairs(fields, depth)
                self.put("}}")
        self.open.discard(id(value))

    def items(self, start, values, end, depth):
        self.put(start)
        first = True
        for value in values:
            if not first:
                self.put(",")
            first = False
            self.encode(value, depth + 1)
        self.put(end)

    @staticmethod
    def is_plain_dict(kind):
        """The dicts of `collections` stand for dicts: they are equal to one in Python too."""
        names = ("defaultdict", "OrderedDict", "Counter")
        return module_of(kind) == "collections" and class_name(kind) in names and dict in type_mro(kind)

    def mapping(self, value, depth):
        entries = list(dict.items(value))
        if all(type(key) is str for key, _ in entries):
            tagged = any(key[:1] == "$" for key, _ in entries)
            self.put('{"$dict":' if tagged else "")
            self.pairs(entries, depth)
            self.put("}" if tagged else "")
        else:
            self.put('{"$map":[')
            for index, (key, item) in enumerate(entries):
                self.put(",[" if index else "[")
                self.encode(key, depth + 1)
                self.put(",")
                self.encode(item, depth + 1)
                self.put("]")
            self.put("]}")

    def pairs(self, entries, depth):
        self.put("{")
        for index, (key, item) in enumerate(entries):
            self.put("," if index else "")
            self.text(key)
            self.put(":")
            self.encode(item, depth + 1)
        self.put("}")

    def fields_of(self, value, kind):
        """Name and value of each attribute of an instance of a class the learner wrote, else None."""
        mro = type_mro(kind)
        if module_of(kind) not in self.own_modules or type in mro:
            return None
        fields = {}
        if tuple in mro:
            names = kind.__dict__.get("_fields")
            if type(names) is not tuple:
                return None
            fields = dict(zip((str(name) for name in names), tuple.__iter__(value)))
        elif any(cls in mro for cls in (int, str, float, bytes, list, dict, set, frozenset)):
            own = attributes_of(value)  # of a member of an IntEnum or StrEnum
            return [("name", own["_name_"]), ("value", own["_value_"])] if "_value_" in own else None
        for cls in reversed(mro):
            slots = cls.__dict__.get("__slots__", ())
            for name in (slots,) if type(slots) is str else slots:
                if type(name) is not str or name in ("__dict__", "__weakref__"):
                    continue
                if name[:2] == "__" and name[-2:] != "__":
                    name = "_" + class_name(cls).lstrip("_") + name
                try:
                    fields[name] = object.__getattribute__(value, name)
                except AttributeError:
                    pass
        own = attributes_of(value)
        fields.update((key, item) for key, item in own.items() if type(key) is str)
        if "_value_" in fields and "_name_" in fields:  # a member of an Enum
            return [("name", fields["_name_"]), ("value", fields["_value_"])]
        return list(fields.items())

    def opaque(self, value, kind):
        self.put('{"$opaque":{"type":')
        self.text(class_name(kind))
        self.put(',"repr":')
        try:
            text = str(repr(value))
        except Exception:
            text = "<%s>" % class_name(kind)
        self.text(text if len(text) <= MAX_REPR else text[:MAX_REPR] + "…")
        self.put("}}")


def encode(value, own_modules):
    encoder = Encoder(own_modules)
    try:
        encoder.encode(value)
        return "".join(encoder.parts)
    except Refused as refusal:
        return '{"$refused":{"why":"%s","type":%s}}' % (refusal, quote(class_name(type(value))))


def decode(data, module, named):
    """An authored value as a Python value; `named` holds what earlier steps called `as`."""

    def inner(item):
        return decode(item, module, named)

    if type(data) is list:
        return [inner(item) for item in data]
    if type(data) is not dict:
        return data
    if len(data) != 1 or next(iter(data))[:1] != "$":
        return {key: inner(item) for key, item in data.items()}
    ((tag, body),) = data.items()
    if tag == "$tuple":
        return tuple(inner(item) for item in body)
    if tag == "$set":
        return {inner(item) for item in body}
    if tag == "$frozenset":
        return frozenset(inner(item) for item in body)
    if tag == "$map":
        return {inner(key): inner(item) for key, item in body}
    if tag == "$dict":
        return {key: inner(item) for key, item in body.items()}
    if tag == "$bytes":
        return a2b_base64(body)
    if tag == "$int":
        return int(body, 0)
    if tag == "$float":
        return float(body)
    if tag == "$complex":
        return complex(*(inner(part) for part in body))
    if tag in ("$date", "$datetime"):
        import datetime

        text = body[:-1] + "+00:00" if body[-1:] == "Z" else body
        return (datetime.date if tag == "$date" else datetime.datetime).fromisoformat(text)
    if tag == "$ref":
        return named[body]
    if tag == "$object":
        if body["type"] not in module.__dict__:
            raise Missing(body["type"], None, [])
        cls = module.__dict__[body["type"]]
        value = cls.__new__(cls)
        for key, item in body["fields"].items():
            object.__setattr__(value, key, inner(item))
        return value
    raise ValueError("unknown tag " + tag)


# --- Errors, in terms of the learner's own files -----------------------------------------------


class Missing(Exception):
    """A name the case needs is not there; says which names are."""

    def __init__(self, name, owner, defined):
        self.name, self.owner, self.defined = name, owner, defined


def safe_text(value):
    try:
        text = str(value)
    except BaseException:
        text = ""
    return text[:MAX_MESSAGE]


class Report:
    """Collects the one message about a job. Its parts are JSON text already."""

    def __init__(self):
        self.fields = {}
        self.oom = self.forbidden = False

    def json(self):
        return "{%s}" % ",".join(quote(key) + ":" + text for key, text in self.fields.items())


def own_name(path):
    return path[len(WORK) + 1 :] if type(path) is str and path.startswith(WORK + "/") else None


def line_of(sources, name, line):
    lines = sources.get(name, "").split("\n")
    return lines[line - 1][:500].rstrip("\r") if line and 0 < line <= len(lines) else ""


def frames_of(trace, sources):
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        name = own_name(code.co_filename)
        if name is not None and name in sources:
            column = None
            if hasattr(code, "co_positions") and trace.tb_lasti >= 0:
                for index, position in enumerate(code.co_positions()):
                    if index == trace.tb_lasti // 2:
                        column = None if position[2] is None else position[2] + 1
                        break
            frames.append((name, trace.tb_lineno or 1, column, code.co_name))
        trace = trace.tb_next
    if len(frames) > MAX_FRAMES:
        frames = frames[: MAX_FRAMES // 2] + frames[-MAX_FRAMES // 2 :]
    return frames


def is_forbidden(error):
    """Whether it, or one it came from, is the sandbox's answer: the seccomp filter, the empty network and
    the read-only mounts speak through these error numbers."""
    for _ in range(5):
        if isinstance(error, OSError):
            if error.errno in FORBIDDEN or class_name(type(error)) == "gaierror":
                return True
        if error is None:
            break
        error = error.__cause__ or error.__context__
    return False


def error_json(error, sources, report):
    kind = type(error)
    classes = [class_name(cls) for cls in type_mro(kind) if cls is not object]
    where = "null"
    frames = frames_of(error.__traceback__, sources)
    message = safe_text(error)

    def place(name, line, column, *more):
        values = ['"file":' + quote(name), '"line":%d' % line]
        values.append('"column":%s' % ("null" if column is None else int(column)))
        values.append('"text":' + quote(line_of(sources, name, line)))
        return "{%s}" % ",".join(values + list(more))

    name = own_name(getattr(error, "filename", None)) if isinstance(error, SyntaxError) else None
    if name is not None and type(error.lineno) is int and error.lineno > 0:
        column = error.offset if type(error.offset) is int and error.offset > 0 else None
        where = place(name, error.lineno, column)
        message = safe_text(error.msg)
        frames = []
    elif frames:
        where = place(*frames[-1][:3])
    if isinstance(error, MemoryError):
        report.oom = True
    report.forbidden = report.forbidden or is_forbidden(error)
    listed = ",".join(place(*frame[:3], '"name":' + quote(frame[3])) for frame in frames)
    names = ",".join(quote(cls) for cls in classes)
    return '{"type":%s,"classes":[%s],"message":%s,"where":%s,"frames":[%s]}' % (
        quote(class_name(kind)),
        names,
        quote(message),
        where,
        listed,
    )


# --- Out of memory -----------------------------------------------------------------------------

RESERVE = []
ATTRIBUTES = 64
PLAIN = {int, float, str, bytes, bytearray, list, tuple, dict, set, frozenset}


def guarded(function, *args, **kwargs):
    """Calls the learner's code. Out of memory, Python cannot even report that it is (3.11 goes round in circles
    when there is no room for the place of an exception handler): so some is kept back and given up first."""
    try:
        return function(*args, **kwargs)
    except (MemoryError, SystemError):
        RESERVE.clear()
        raise


def stop_here(report):
    """Ends the program from within: the parent kills this process when it has read the report."""
    send(b"d", report.encode())
    read_exactly(1)


# --- A clean place for every job ---------------------------------------------------------------


def empty_folder(path):
    for name in posix.listdir(path):
        entry = path + "/" + name
        mode = posix.lstat(entry).st_mode
        if mode & 0o170000 == 0o040000:
            posix.chmod(entry, 0o700)
            empty_folder(entry)
            posix.rmdir(entry)
        else:
            posix.unlink(entry)


def write_file(path, text):
    parts = path.split("/")
    for count in range(1, len(parts)):
        try:
            posix.mkdir(WORK + "/" + "/".join(parts[:count]), 0o700)
        except FileExistsError:
            pass
    with io.open(WORK + "/" + path, "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))


def read_file(path):
    """Text of a file the program made, or None. Only an ordinary file counts."""
    try:
        descriptor = posix.open(
            WORK + "/" + path, posix.O_RDONLY | posix.O_NOFOLLOW | posix.O_NONBLOCK | posix.O_CLOEXEC
        )
    except OSError:
        return None
    try:
        if posix.fstat(descriptor).st_mode & 0o170000 != 0o100000:
            return None
        parts, left = [], MAX_VALUE
        while left > 0:
            part = read(descriptor, min(left, 65536))
            if not part:
                break
            parts.append(part)
            left -= len(part)
        return b"".join(parts).decode("utf-8", "replace")
    finally:
        posix.close(descriptor)


class Guest:
    def __init__(self, request):
        self.entry = request["entry"]
        self.memory = request["memoryBytes"]
        self.seconds = request["wallMs"] / 1000
        self.sources = {file["path"]: file["text"] for file in request["files"]}
        self.stem = self.entry.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        self.builtins = dict(vars(builtins))
        self.path = [path for path in sys.path if path not in ("", ".", WORK)]
        self.hooks = list(sys.meta_path), list(sys.path_hooks)
        self.first = set(modules)
        self.own = set()
        stems = {path.split("/")[0].rsplit(".", 1)[0] for path in self.sources}
        self.tracer = tracer_of(self, request["trace"]) if "trace" in request else None
        self.shadowing = bool(stems & set(getattr(sys, "stdlib_module_names", ())))

    def clean(self, job):
        """Undoes what a job before may have left: files, modules, patched built-ins, hooks."""
        if not RESERVE:
            RESERVE.append(bytearray(2 << 20))
        posix.umask(0o077)
        posix.chdir(ROOT)
        empty_folder(ROOT)
        posix.mkdir(WORK, 0o700)
        posix.chdir(WORK)
        for name, module in list(modules.items()):
            file = getattr(module, "__dict__", {}).get("__file__")
            if own_name(file) is not None or name in self.own:
                modules.pop(name, None)
        for name in [name for name in vars(builtins) if name not in self.builtins]:
            del vars(builtins)[name]
        vars(builtins).update(self.builtins)
        sys.path[:] = [self.folder()] + self.path
        sys.meta_path[:], sys.path_hooks[:] = self.hooks
        sys.path_importer_cache.clear()
        sys.argv[:] = [WORK + "/" + self.entry]
        sys.setrecursionlimit(1000)
        sys.settrace(None)
        sys.setprofile(None)
        sys.displayhook, sys.excepthook = sys.__displayhook__, sys.__excepthook__
        if "random" in modules:
            modules["random"].seed()
        for path, text in [*self.sources.items(), *job["files"].items()]:
            # Tests are not left lying where the learner's code could read them.
            if path != self.entry or job["action"]["type"] != "tests":
                write_file(path, text)

    def folder(self):
        return WORK + "/" + self.entry.rsplit("/", 1)[0] if "/" in self.entry else WORK

    def compile(self):
        path = WORK + "/" + self.entry
        try:
            return compile(self.sources[self.entry], path, "exec", dont_inherit=True)
        except ValueError as error:  # a null byte, before Python 3.12
            raise SyntaxError(str(error), (path, 1, 1, "")) from None

    def load(self, code, name):
        module = type(sys)(name)
        module.__file__ = WORK + "/" + self.entry
        module.__builtins__ = builtins
        self.own = {name, "__main__"}
        modules[name] = module
        if self.tracer is not None:
            self.tracer.begin(module)
        self.call(exec, code, module.__dict__)
        return module

    def call(self, function, *args, **kwargs):
        """Runs the learner's code, under the tracer's eyes where there is one: no deeper than without."""
        if self.tracer is None:
            return guarded(function, *args, **kwargs)
        self.tracer.start()
        try:
            return guarded(function, *args, **kwargs)
        finally:
            self.tracer.pause()

    def own_modules(self):
        names = {"__main__", self.stem}
        for name, module in list(modules.items()):
            if own_name(getattr(module, "__dict__", {}).get("__file__")) is not None:
                names.add(name)
        return names

    def lookup(self, name, module, named):
        first, *rest = name.split(".")
        if first in named:
            value = named[first]
        else:
            if first not in module.__dict__:
                defined = [n for n, v in module.__dict__.items() if n[:2] != "__" and callable(v)]
                raise Missing(first, None, defined[:50])
            value = module.__dict__[first]
        for attribute in rest:
            value = self.attribute(value, attribute)
        return value

    @staticmethod
    def attribute(owner, name):
        try:
            return getattr(owner, name)
        except AttributeError as error:
            if getattr(error, "name", name) != name or error.__traceback__.tb_next is not None:
                raise
            defined = [item for item in dir(owner) if item[:1] != "_"]
            raise Missing(name, class_name(type(owner)), defined[:50]) from None

    def invoke(self, step, module, named):
        function = self.lookup(step["name"], module, named)
        args = [decode(item, module, named) for item in step["args"]]
        kwargs = {key: decode(item, module, named) for key, item in step["kwargs"].items()}
        return self.call(function, *args, **kwargs)

    def step(self, step, module, named):
        if step["do"] == "set":
            target, _, attribute = step["name"].rpartition(".")
            value = decode(step["to"], module, named)
            if target:
                self.call(setattr, self.lookup(target, module, named), attribute, value)
            else:
                setattr(module, attribute, value)
            return None
        if step["do"] == "get":
            value = self.call(self.lookup, step["name"], module, named)
        else:
            value = self.invoke(step, module, named)
        if step["as"] is not None:
            named[step["as"]] = value
        return value

    def program(self, code, report):
        try:
            self.load(code, "__main__")
        except SystemExit as exit:
            code = exit.code
            if code is not None and type(code) is not int:
                sys.stderr.write(safe_text(code) + "\n")
                code = 1
            report.fields["exit"] = str((code or 0) & 255)
        finally:
            threading = modules.get("threading")
            if threading is not None:
                threading._shutdown()
            if "atexit" in modules:
                self.call(modules["atexit"]._run_exitfuncs)

    def steps(self, steps, module, report):
        named, done, lost = {}, [], set()
        own = self.own_modules()
        for step in steps:
            if step["name"].split(".")[0] in lost:
                break
            value, error = "null", "null"
            try:
                value = encode(self.step(step, module, named), own)
            except Missing:
                report.fields["steps"] = "[%s]" % ",".join(done)
                raise
            except MemoryError:
                raise
            except Exception as caught:
                error = error_json(caught, self.sources, report)
                if step.get("as") is not None:
                    lost.add(step["as"])
            done.append('{"value":%s,"error":%s}' % (value, error))
            report.fields["steps"] = "[%s]" % ",".join(done)

    def run(self, job):
        report = Report()
        action = job["action"]
        loading = True
        try:
            if action["type"] == "program":
                open_streams(action["stdin"])
                code = self.compile()
                loading = False
                self.program(code, report)
            elif action["type"] == "tests":
                open_streams("")
                loading = False
                scope = {**globals(), "__builtins__": dict(vars(builtins))}
                exec(compile(action.pop("source"), "<mastery>", "exec"), scope)
                scope["run_tests"](self, action, report)
            else:
                open_streams("")
                if self.tracer is not None:
                    self.tracer.loading = True
                module = self.load(self.compile(), self.stem)
                loading = False
                if self.tracer is not None:
                    self.tracer.restart(module)
                if action["type"] == "call":
                    value = self.invoke(action, module, {})
                    report.fields["value"] = encode(value, self.own_modules())
                    del value
                else:
                    self.steps(action["steps"], module, report)
        except Missing as missing:
            report.fields["missing"] = '{"name":%s,"owner":%s,"defined":[%s]}' % (
                quote(missing.name),
                "null" if missing.owner is None else quote(missing.owner),
                ",".join(quote(name) for name in missing.defined if type(name) is str),
            )
        except BaseException as error:
            if isinstance(error, MemoryError):
                RESERVE.clear()  # `guarded` may itself have had no room to do it
            sys.setrecursionlimit(1000)
            # Deep inside, a failed allocation may also end as "error return without exception set".
            full = isinstance(error, SystemError) and peak_memory() > 0.8 * self.memory
            if full or isinstance(error, MemoryError):
                report.oom = True
                report.fields["grew"] = self.grew(error)
                drop_locals(error)
                for name in self.own:
                    getattr(modules.get(name), "__dict__", {}).clear()
                gc.collect()
            report.fields["error"] = error_json(error, self.sources, report)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BaseException:
                pass
        return report, loading

    def grew(self, error):
        """What holds most of all that the program has a name for, as JSON; null when nothing stands out."""
        try:
            # The trace may be cut short by the very want of memory; what is global is found without it.
            scopes = [getattr(modules.get(name), "__dict__", {}) for name in self.own]
            trace = error.__traceback__
            while trace is not None and len(scopes) < MAX_FRAMES:
                if own_name(trace.tb_frame.f_code.co_filename) is not None:
                    scopes.append(trace.tb_frame.f_locals)
                trace = trace.tb_next
            largest, most = None, self.memory // 8
            for scope in scopes:
                for name, value in list((scope if type(scope) is dict else dict(scope)).items()):
                    size = weight(value) if type(name) is str else 0
                    if size > most:
                        largest, most = (name, value), size
            if largest is None:
                return "null"
            name, value = largest
            return '{"name":%s,"type":%s,"length":%d}' % (quote(name), quote(class_name(type(value))), len(value))
        except BaseException:
            return "null"

    def finish(self, job, report, loading):
        files = ((path, read_file(path)) for path in job["readBack"])
        pairs = (quote(p) + ":" + ("null" if t is None else quote(t)) for p, t in files)
        report.fields["files"] = "{%s}" % ",".join(pairs)
        report.fields["loading"] = "true" if loading else "false"
        report.fields["oom"] = "true" if report.oom else "false"
        report.fields["forbidden"] = "true" if report.forbidden else "false"
        report.fields["peak"] = str(peak_memory())
        if self.tracer is not None:
            report.fields["cut"] = "true" if self.tracer.lost else "false"
        report.fields["retire"] = "true" if self.must_retire() else "false"
        send(b"d", report.json().encode("utf-8", "surrogatepass"))

    def must_retire(self):
        """Whether this process cannot be trusted to be clean for another job."""
        lasting = {"signal", "ctypes", "faulthandler", "concurrent", "multiprocessing"}
        return self.shadowing or bool(lasting & (set(modules) - self.first)) or len(sys._current_frames()) > 1


def tracer_of(guest, trace):
    """What tells each step, made by the files in tracer/ on top of what is here."""
    scope = dict(globals())
    exec(compile(trace["source"], "<mastery>", "exec"), scope)
    return scope["Tracer"](guest, trace["maxSteps"])


def weight(value):
    """Bytes that a container takes, with what is directly in it as far as a sample of that tells. Exact types only."""
    kind = type(value)
    if kind not in (list, tuple, dict, set, frozenset, str, bytes, bytearray):
        return 0
    size = sys_getsizeof(value)
    if kind in (list, tuple, dict, set, frozenset) and value:
        sample = list(islice(value.items() if kind is dict else value, 200))
        parts = [part for pair in sample for part in pair] if kind is dict else sample
        sizes = (sys_getsizeof(p) if type(p) in PLAIN else object.__sizeof__(p) + ATTRIBUTES for p in parts)
        size += sum(sizes) * len(value) // len(sample)
    return size


def drop_locals(error):
    """Frees what the frames of an exception still hold, so that there is memory to report it."""
    trace = error.__traceback__
    while trace is not None:
        try:
            trace.tb_frame.clear()
        except RuntimeError:
            pass
        trace = trace.tb_next


def serve(guest):
    """The next job, from the message to the report."""
    job = receive()
    guest.clean(job)
    send(b"s", b"")
    try:
        watch(guest)
        report, loading = guest.run(job)
        unwatch()
        guest.finish(job, report, loading)
    except MemoryError:
        write(CHANNEL, OUT_OF_MEMORY)
        this_exit(1)
    report = None
    gc.collect()
