"""Tells the parent each step of the learner's program: the format is in src/core/trace/model.ts.

Run by harness.py, with its names, when a trace is asked for. Follows the main thread only, and of it the learner's own
files. A step is sent before anything after it happens, so that a kill loses none.

Nothing of the learner's is called to look at a value: no `__repr__`, no property, no `__eq__`, no `__hash__`, also
none of a metaclass. Types are told apart by `is` and `id`, and read by the built-in types' own methods. The lifetime of
the learner's objects stays what it is: only built-in containers that hold nothing but plain values are kept from one
step to the next, and frames for as long as they run.
"""

first = set(modules)
import opcode
from _collections import OrderedDict, deque
from _operator import is_
from _thread import get_ident
from _weakref import ref as weak_reference

for name in {"opcode", "_opcode", "_opcode_metadata"} - first:
    modules.pop(name, None)
settrace, gettrace, current_frame, getrefcount = sys.settrace, sys.gettrace, sys._getframe, sys.getrefcount

MAX_ITEMS = 64
MAX_TEXT_LENGTH = 120
MAX_OBJECTS = 400
MAX_VARIABLES = 200
MAX_BITS = 2000
GENERATOR, COROUTINE, ASYNC_GENERATOR = 0x20, 0x80, 0x200
HEAP_TYPE, IMMUTABLE_TYPE = 1 << 9, 1 << 8


def codes_of(*names):
    return frozenset(opcode.opmap[name] for name in names if name in opcode.opmap)


RETURNS = codes_of("RETURN_VALUE", "RETURN_CONST")
# At which a frame stands when it has just been suspended: 3.13 already shows the instruction after it.
YIELDS = codes_of("YIELD_VALUE", "RESUME")
DELEGATES = codes_of("YIELD_FROM")
# These end a loop or an await by StopIteration: nothing that a learner would call an exception.
ENDS_LOOP = codes_of("FOR_ITER", "SEND", "END_SEND", "YIELD_FROM", "END_ASYNC_FOR", "GET_ANEXT")


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


class Text:
    """A value that is shown by a few words only, such as a module."""

    __slots__ = ("ref",)

    def __init__(self, words):
        self.ref = quote(words)


class Seen:
    """An object on the heap, as it was last told."""

    __slots__ = ("id", "ref", "kind", "stamp", "pin", "weak", "owner", "items", "size", "flat", "json")

    def __init__(self, number, kind):
        self.id, self.ref, self.kind = number, str(number), kind
        self.stamp = 0
        self.pin = self.weak = self.owner = self.items = self.json = None
        self.size, self.flat = -1, False


class Kind:
    """How objects of one class are read. `read` gives back the JSON text of an object, None when it is as before;
    `words` a `Text` for a value that is no object on the heap, else None."""

    __slots__ = ("type", "name", "read", "words", "stub", "pins", "lookup", "slots")

    def __init__(self, kind, read, words=None, pins=False):
        self.type, self.read, self.words, self.pins = kind, read, words, pins
        self.name = quote(class_name(kind)[:MAX_TEXT_LENGTH])
        self.stub = Text("<%s …>" % class_name(kind)[:MAX_TEXT_LENGTH])
        self.lookup, self.slots = None, ()


class FrameRecord:
    """A frame of the learner's. The frame itself holds it, as its trace function: it lives as long."""

    __slots__ = (
        "id", "tracer", "file", "line", "code", "codes", "name", "kind", "told", "last", "texts", "open",
        "mark", "raising", "held", "stands", "hidden", "imported", "__weakref__",
    )  # fmt: skip

    def __init__(self, tracer, number, file, code, name):
        self.tracer, self.id, self.file, self.code = tracer, number, file, code
        self.codes = None if code is None else tracer.codes_of(code)
        self.name, self.kind = name, None
        flags = 0 if code is None else code.co_flags
        if flags & (COROUTINE | ASYNC_GENERATOR):
            self.kind = "async"
        elif flags & GENERATOR:
            self.kind = "generator"
        self.told, self.line, self.stands = False, 0, 0
        self.last, self.texts, self.hidden, self.imported = {}, {}, set(), {}
        # Variables that another function can change while this one waits.
        self.open = code is not None and bool(code.co_cellvars or code.co_freevars)
        self.mark, self.raising, self.held = 0, False, None

    def event(self, frame, event, arg):
        return self.tracer.event(self, frame, event, arg)

    def change(self, line):
        parts = ['{"id":%d' % self.id]
        if not self.told:
            self.told = True
            parts.append('"name":' + quote(self.name[:MAX_TEXT_LENGTH]))
            if self.kind is not None:
                parts.append('"kind":"%s"' % self.kind)
        if line is not None and line != self.line:
            self.line = line
            parts.append('"line":%d' % line)
        return parts


class Tracer:
    def __init__(self, guest, most):
        self.most, self.count = most, 0
        self.guest = guest
        self.files = {WORK + "/" + path: index for index, path in enumerate(guest.sources)}
        self.lines = [text.count("\n") + text.count("\r") - text.count("\r\n") + 1 for text in guest.sources.values()]
        stems = {path.rsplit(".", 1)[0].replace("/", ".") for path in guest.sources}
        self.own = stems | {"__main__", guest.stem}
        self.code_texts, self.kinds, self.words = {}, {}, {}
        self.running = self.lost = self.loading = False
        self.thread = get_ident()
        # How often an object is referred to when only a pin does.
        probe = Seen(0, None)
        probe.pin = []
        self.alone = getrefcount(probe.pin)
        self.next_frame = self.next_object = 0
        self.begin(None)
        sys.settrace, sys.gettrace = self.learner_sets_trace, self.learner_gets_trace
        for kind, read, pins in (
            (list, self.read_list, True),
            (tuple, self.read_tuple, True),
            (dict, self.read_dict, True),
            (set, self.read_set, True),
            (frozenset, self.read_frozenset, True),
            (deque, self.read_deque, True),
            (bytearray, self.read_bytearray, True),
            (Method, self.read_method, False),
            (Generator, self.read_generator, False),
            (Coroutine, self.read_coroutine, False),
            (AsyncGenerator, self.read_async_generator, False),
        ):
            self.kinds[id(kind)] = Kind(kind, read, None, pins)
        self.kinds[id(OrderedDict)] = Kind(OrderedDict, self.read_ordered, None, True)
        self.kinds[id(Function)] = Kind(Function, self.read_function, self.function_words)
        self.kinds[id(BuiltinFunction)] = Kind(BuiltinFunction, None, self.builtin_words)
        self.kinds[id(Module)] = Kind(Module, None, self.module_words)
        self.kinds[id(type)] = Kind(type, self.read_class, self.class_words)

    def begin(self, module):
        """Forgets all that was told: the next step tells everything anew."""
        self.count = 0
        self.base = FrameRecord(self, self.new_frame(), 0, None, "<module>")
        self.space = {} if module is None else module_dict(module)
        self.frames, self.stack = [None], [self.base]
        self.roots, self.rooted, self.unread = [], set(), []
        self.told_stack, self.changed_stack = [], True
        self.seen, self.now, self.hidden = {}, 1, 0

    def new_frame(self):
        self.next_frame += 1
        return self.next_frame

    # --- Turning it on and off -------------------------------------------------------------------

    def load(self, module, function, *args):
        """Runs a module; what is traced then is only kept when it does not come to an end."""
        self.begin(module)
        return self.call(function, *args)

    def call(self, function, *args, **kwargs):
        """Runs the learner's code while its steps are told."""
        if self.lost:
            return guarded(function, *args, **kwargs)
        self.running = True
        settrace(self.enter)
        try:
            return guarded(function, *args, **kwargs)
        finally:
            if self.running:
                settrace(None)
            self.running = False
            self.match(None)

    def restart(self, module):
        """The module is loaded: what comes now is what the learner wants to see."""
        send(b"b", b"")
        self.lost = self.loading = False
        self.begin(module)

    def lose(self):
        """Ends the trace, not the program. No function of ours is called: there may be no room for one."""
        self.lost, self.running = True, False
        self.frames, self.stack, self.roots, self.seen, self.unread = [None], [self.base], [], {}, []
        settrace(None)

    def learner_sets_trace(self, function):
        if self.running and get_ident() == self.thread:
            self.lose()
        settrace(function)

    def learner_gets_trace(self):
        return None if self.running and get_ident() == self.thread else gettrace()

    # --- Events ----------------------------------------------------------------------------------

    def enter(self, frame, event, arg):
        """Python's global trace function: a frame begins, or goes on after a suspension."""
        code = frame.f_code
        path = code.co_filename
        if event != "call" or type(path) is not str:
            return None
        file = self.files.get(path)
        if file is None:
            return None
        try:
            return self.begin_frame(frame, code, file)
        except RecursionError:
            # No room for us so near the limit: it stays the learner's.
            self.lose()
        except MemoryError:
            self.out_of_memory()

    def begin_frame(self, frame, code, file):
        before = frame.f_trace
        record = before.__self__ if type(before) is Method else None
        if type(record) is not FrameRecord:
            record = None
        space = self.space
        if frame.f_globals is space and self.frames[0] is None and frame.f_locals is space:
            self.base.file, self.base.code, self.base.codes = file, code, self.codes_of(code)
            self.frames[0] = frame
            return self.base.event
        again = record is not None
        if record is None:
            record = FrameRecord(self, self.new_frame(), file, code, self.name_of(frame, code))
        back = frame.f_back
        while back is not None and not self.is_own_code(back.f_code):
            back = back.f_back
        if back is not self.frames[-1]:
            self.match(back)
        self.push(frame, record)
        record.raising, record.held = False, None
        record.stands = frame.f_lineno
        self.step(record, frame, "resume" if again else "call")
        return record.event

    def event(self, record, frame, event, arg):
        """Python's trace function of one frame."""
        try:
            if self.frames[-1] is not frame:
                self.match(frame)
            if event == "line":
                record.raising = False
                record.stands = frame.f_lineno
                self.step(record, frame, "line")
            elif event == "return":
                self.leave(record, frame, arg)
            elif event == "exception":
                self.exception(record, frame, arg)
        except RecursionError:
            self.lose()
        except MemoryError:
            self.out_of_memory()
        return record.event

    def leave(self, record, frame, value):
        """By a return, a suspension, or an exception that goes further out and was told already."""
        at = frame.f_lasti
        code = record.codes[at] if at >= 0 else -1
        if code in RETURNS:
            plain = frame is self.frames[0] or record.name[:6] == "class "
            self.step(record, frame, "return", None if plain else (value,))
        elif record.kind is not None and self.is_suspended(record, frame, code, value):
            # What an await hands to the event loop is none of the learner's.
            self.step(record, frame, "suspend", None if record.kind == "async" else (value,))
            closed = record.code.co_cellvars + record.code.co_freevars
            record.held = [v for n, v in self.variables(frame) if n not in closed and not is_plain(v)]
            for item in record.held:
                seen = self.seen.get(id(item))
                if seen is not None:
                    seen.owner = weak_reference(record)
        if frame is self.frames[0]:
            self.frames[0] = None
        else:
            self.pop()

    @staticmethod
    def is_suspended(record, frame, code, value):
        if record.raising:
            return False
        if code not in YIELDS:
            following = frame.f_lasti + 2
            codes = record.codes
            if not (following < len(codes) and codes[following] in DELEGATES):
                return False
        # An exception that a `with` or `finally` sends on makes it look as if it still stood at the yield.
        return value is not None or frame.f_lineno == record.stands

    def exception(self, record, frame, arg):
        kind, value, _ = arg
        at = frame.f_lasti
        if (kind is StopIteration or kind is StopAsyncIteration) and at >= 0 and record.codes[at] in ENDS_LOOP:
            return
        record.raising = True
        told = '"exception":{"type":%s,"message":%s}' % (quote(class_name(kind)[:MAX_TEXT_LENGTH]), quote(message_of(value)))
        self.step(record, frame, "exception", None, told)

    # --- The stack -------------------------------------------------------------------------------

    def is_own_code(self, code):
        path = code.co_filename
        return type(path) is str and path in self.files

    def push(self, frame, record):
        if len(self.stack) > 1:
            self.freeze(self.stack[-1], self.frames[-1])
        self.stack.append(record)
        self.frames.append(frame)
        self.changed_stack = True

    def pop(self):
        self.stack.pop()
        self.frames.pop()
        self.changed_stack = True
        top = self.stack[-1]
        if len(self.stack) > 1:
            for value in self.roots[top.mark :]:
                self.rooted.discard(id(value))
            del self.roots[top.mark :]

    def freeze(self, record, frame):
        """A frame that waits for a call cannot change its variables, so they are read once, now. What they refer to
        is looked at in each step all the same."""
        record.mark = len(self.roots)
        if record.open:
            return
        self.unread.append((record, frame))
        for _, value in self.variables(frame):
            if not is_plain(value) and id(value) not in self.rooted:
                self.rooted.add(id(value))
                self.roots.append(value)

    def match(self, frame):
        """Makes our stack that of `frame`, should Python not have told us of a call or return."""
        chain = []
        while frame is not None:
            if self.is_own_code(frame.f_code) and frame is not self.frames[0]:
                chain.append(frame)
            frame = frame.f_back
        chain.reverse()
        same = 0
        while same < len(chain) and same + 1 < len(self.frames) and self.frames[same + 1] is chain[same]:
            same += 1
        while len(self.stack) > same + 1:
            self.pop()
        for frame in chain[same:]:
            record = frame.f_trace.__self__ if type(frame.f_trace) is Method else None
            if type(record) is not FrameRecord:
                code = frame.f_code
                record = FrameRecord(self, self.new_frame(), self.files[code.co_filename], code, self.name_of(frame, code))
            self.push(frame, record)

    def name_of(self, frame, code):
        name = exactly(code.co_name)
        if name == "<module>":
            path = own_name(code.co_filename) or ""
            return "<module %s>" % path.rsplit(".", 1)[0].replace("/", ".")
        if not code.co_flags & 0x02:  # neither a function nor a lambda: the body of a class
            return "class " + name
        if hasattr(code, "co_qualname"):
            return exactly(code.co_qualname).rsplit("<locals>.", 1)[-1]
        if code.co_argcount:
            first = frame.f_locals.get(code.co_varnames[0])
            kind = first if has(type_mro(type(first)), type) else type(first)
            for cls in type_mro(kind):
                function = type_dict(cls).get(name)
                if type(function) is classmethod or type(function) is staticmethod:
                    function = function.__func__
                if type(function) is Function and function.__code__ is code:
                    return "%s.%s" % (class_name(cls), name)
        return name

    def codes_of(self, code):
        known = self.code_texts.get(id(code))
        if known is None:
            known = self.code_texts[id(code)] = code, code.co_code
        return known[1]

    # --- A step ----------------------------------------------------------------------------------

    def step(self, record, frame, event, given=None, more=None):
        if self.count >= self.most:
            self.stop()
            return
        self.now += 1
        self.reached, self.queue = 0, []
        line = min(max(frame.f_lineno or 1, 1), self.lines[record.file])
        parts = ['{"event":"%s","file":%d,"line":%d' % (event, record.file, line)]
        frames = []
        for value in self.roots:
            self.refer(value)
        base = self.base
        top = len(self.stack) - 1
        self.tell(frames, base, None if top else line, self.space.items(), True)
        for waiting, of in self.unread:
            self.tell(frames, waiting, None, self.variables(of), False)
        self.unread = []
        for index in range(1, top):
            if self.stack[index].open:
                self.tell(frames, self.stack[index], None, self.variables(self.frames[index]), False)
        if top:
            self.tell(frames, record, line, self.variables(frame), False)
        if given is not None:
            parts.append('"returned":' + self.value_of(given[0]))
        if more is not None:
            parts.append(more)
        heap = self.read_queue()
        if frames:
            parts.append('"frames":[%s]' % ",".join(frames))
        if heap:
            parts.append('"heap":{%s}' % ",".join(heap))
        if self.changed_stack:
            self.tell_stack(parts)
        send(b"t", ("[" + ",".join(parts) + "}]").encode("ascii"))
        self.count += 1
        if len(self.seen) - self.reached > self.hidden or not self.now % 64:
            self.forget()

    def stop(self):
        """As many steps as were asked for were told, and the program would take another."""
        if self.loading:
            self.lose()
        else:
            stop_here('{"cut":true,"peak":%d}' % peak_memory())

    def out_of_memory(self):
        self.seen, self.roots, self.unread = {}, [], []
        write(CHANNEL, OUT_OF_MEMORY)
        this_exit(1)

    def tell_stack(self, parts):
        self.changed_stack = False
        stack = [record.id for record in self.stack]
        before = self.told_stack
        keep = 0
        while keep < len(stack) and keep < len(before) and stack[keep] == before[keep]:
            keep += 1
        if keep == len(stack) == len(before):
            return
        self.told_stack = stack
        parts.append('"stack":[%s]' % ",".join(map(str, stack[keep:])))
        if keep:
            parts.append('"keep":%d' % keep)

    def tell(self, frames, record, line, variables, is_module):
        """Adds what has changed of a frame, if anything has."""
        last, texts = record.last, record.texts
        changes, count = [], 0
        for name, value in variables:
            if type(name) is not str:
                continue
            old = last.get(name, self)
            if old is value:
                count += 1
                continue
            if old is self and (name in record.hidden or self.is_hidden(record, name, value, is_module)):
                continue
            writer = WRITERS.get(id(type(value)))
            now = value if writer is not None else self.refer(value)
            count += 1
            if old is now:
                continue
            text = now.ref if writer is None else writer(value)
            last[name] = now
            if texts.get(name) != text:
                texts[name] = text
                changes.append(quote(name[:MAX_TEXT_LENGTH]) + ":" + text)
        gone = []
        if count != len(last):
            names = {name for name, _ in variables if type(name) is str}
            gone = [name for name in last if name not in names]
            for name in gone:
                del last[name], texts[name]
        parts = record.change(line)
        if changes:
            parts.append('"set":{%s}' % ",".join(changes))
        if gone:
            parts.append('"unset":[%s]' % ",".join(quote(name[:MAX_TEXT_LENGTH]) for name in gone))
        if len(parts) > 1:
            frames.append(",".join(parts) + "}")

    @staticmethod
    def variables(frame):
        """Names and values of a frame's variables."""
        space = frame.f_locals
        kind = type(space)
        if kind is LocalsProxy:
            return space.items()
        return dict.items(space) if has(type_mro(kind), dict) else ()

    def is_hidden(self, record, name, value, is_module):
        if is_dunder(name) or name[:1] == "." or len(record.last) >= MAX_VARIABLES:
            record.hidden.add(name)
            return True
        if record.imported.get(name, self) is value:
            return True
        if is_module and self.is_imported(name, value):
            record.imported[name] = value
            return True
        return False

    def is_imported(self, name, value):
        """Whether a global is only what an import of this name gave: it would clutter what the learner made."""
        kind = type(value)
        if kind is Module:
            own = module_dict(value).get("__name__")
        elif kind is Function:
            own = None if self.is_own_code(value.__code__) else value.__name__
        elif kind is BuiltinFunction:
            own = value.__name__
        elif id(kind) in WRITERS or not has(type_mro(kind), type):
            return False
        else:
            own = None if module_of(value) in self.own else class_name(value)
        return type(own) is str and own == name

    # --- Values ----------------------------------------------------------------------------------

    def value_of(self, value):
        writer = WRITERS.get(id(type(value)))
        return self.refer(value).ref if writer is None else writer(value)

    def refer(self, value):
        """What stands for a value that is not plain: a `Seen`, which will be read in this step, or a `Text`."""
        kind = self.kinds.get(id(type(value)))
        if kind is None:
            kind = self.learn(type(value))
        if kind.words is not None:
            words = kind.words(value, kind)
            if words is not None:
                text = self.words.get(words)
                if text is None:
                    text = self.words[words] = Text(words)
                return text
        seen = self.seen.get(id(value))
        if seen is not None:
            if seen.stamp == self.now:
                return seen
            if not self.is_same(seen, value, kind):
                seen = None
        if self.reached >= MAX_OBJECTS:
            return kind.stub
        if seen is None:
            self.next_object += 1
            seen = self.seen[id(value)] = Seen(self.next_object, kind)
            try:
                seen.weak = weak_reference(value)
            except TypeError:  # such as a list
                pass
        seen.stamp = self.now
        self.reached += 1
        self.queue.append((value, seen))
        return seen

    def is_same(self, seen, value, kind):
        """Whether what is at this address now is the object that was: addresses are used again."""
        if seen.pin is not None:
            return True
        if seen.weak is not None:
            return seen.weak() is value
        if seen.kind is not kind:
            return False
        if seen.stamp >= self.now - 1:
            return True
        owner = None if seen.owner is None else seen.owner()
        return owner is not None and owner.held is not None and any(item is value for item in owner.held)

    def read_queue(self):
        heap = []
        queue = self.queue
        for value, seen in queue:
            text = seen.kind.read(value, seen)
            if text is not None and text != seen.json:
                seen.json = text
                heap.append('"%d":%s' % (seen.id, text))
        self.queue = []
        return heap

    def forget(self):
        """Lets go of objects that are gone, and of those nobody but us refers to."""
        now, kept = self.now, {}
        for address, seen in self.seen.items():
            if seen.stamp != now:
                if seen.pin is not None:
                    if getrefcount(seen.pin) <= self.alone:
                        continue
                elif seen.weak is not None:
                    if seen.weak() is None:
                        continue
                elif seen.owner is None or seen.owner() is None:
                    continue
            kept[address] = seen
        self.seen = kept
        self.hidden = len(kept) - self.reached

    def changed(self, seen, value, shown, size):
        """Notes what a container holds now; False when that is what it held before. All that it refers to is looked
        at in either case."""
        old = seen.items
        same = old is not None and seen.size == size and len(shown) == len(old)
        if same and seen.flat and all(map(is_, shown, old)):
            return False
        refer = self.refer
        now = [item if id(type(item)) in WRITERS else refer(item) for item in shown]
        if same and all(map(is_, now, old)):
            return False
        seen.items, seen.size = now, size
        seen.flat = all(map(is_, now, shown))
        pinned = seen.flat and seen.weak is None and seen.kind.pins and size <= MAX_ITEMS
        seen.pin = value if pinned else None
        return True

    @staticmethod
    def texts_of(items):
        writers = WRITERS
        return [writers[id(type(item))](item) if id(type(item)) in writers else item.ref for item in items]

    def sequence(self, value, seen, shown, size, shape="sequence"):
        if not self.changed(seen, value, shown, size):
            return None
        text = ",".join(self.texts_of(seen.items))
        return '{"type":%s,"shape":"%s","items":[%s]%s}' % (seen.kind.name, shape, text, more_of(size, len(shown)))

    def read_list(self, value, seen):
        return self.sequence(value, seen, list.__getitem__(value, slice(MAX_ITEMS)), list.__len__(value))

    def read_tuple(self, value, seen):
        return self.sequence(value, seen, tuple.__getitem__(value, slice(MAX_ITEMS)), tuple.__len__(value))

    def read_deque(self, value, seen):
        return self.sequence(value, seen, list(islice(deque.__iter__(value), MAX_ITEMS)), deque.__len__(value))

    def read_set(self, value, seen):
        return self.sequence(value, seen, list(islice(set.__iter__(value), MAX_ITEMS)), set.__len__(value), "set")

    def read_frozenset(self, value, seen):
        shown = list(islice(frozenset.__iter__(value), MAX_ITEMS))
        return self.sequence(value, seen, shown, frozenset.__len__(value), "set")

    def read_bytearray(self, value, seen):
        shown = bytearray.__getitem__(value, slice(MAX_TEXT_LENGTH))
        size = bytearray.__len__(value)
        text = bytearray.__repr__(shown) if type(shown) is bytearray else "bytearray"
        return '{"type":%s,"shape":"text","text":%s}' % (seen.kind.name, quote(text + ("…" if size > len(shown) else "")))

    def mapping(self, value, seen, keys, values, size):
        if not self.changed(seen, value, keys + values, size):
            return None
        texts = self.texts_of(seen.items)
        half = len(texts) // 2
        entries = ",".join(map("[%s,%s]".__mod__, zip(texts[:half], texts[half:])))
        return '{"type":%s,"shape":"mapping","entries":[%s]%s}' % (seen.kind.name, entries, more_of(size, half))

    def read_dict(self, value, seen):
        keys = list(islice(dict.keys(value), MAX_ITEMS))
        values = list(islice(dict.values(value), MAX_ITEMS))
        return self.mapping(value, seen, keys, values, dict.__len__(value))

    def read_ordered(self, value, seen):
        # Its own order is found by looking keys up, which asks them for their hash.
        if not all(is_plain(key) for key in dict.keys(value)):
            return self.read_dict(value, seen)
        entries = list(islice(OrderedDict.items(value), MAX_ITEMS))
        return self.mapping(value, seen, [k for k, _ in entries], [v for _, v in entries], dict.__len__(value))

    def named(self, value, seen, name, names, values, size):
        """An object as attributes: their names are told as they are."""
        shown = names + values
        if not self.changed(seen, value, shown, size):
            return None
        texts = self.texts_of(seen.items[len(names) :])
        entries = ",".join("[%s,%s]" % (quote(key[:MAX_TEXT_LENGTH]), text) for key, text in zip(names, texts))
        return '{"type":%s,"shape":"object","entries":[%s]%s}' % (name, entries, more_of(size, len(names)))

    def attributes(self, value, kind):
        """Names and values of what an instance holds, of slots and of its own dict, and how many there are."""
        names, values = [], []
        for name, slot in kind.slots:
            try:
                values.append(slot.__get__(value))
                names.append(name)
            except AttributeError:
                pass
        size = len(names)
        if kind.lookup is not None:
            own = kind.lookup.__get__(value)
            if has(type_mro(type(own)), dict):
                size += dict.__len__(own)
                for name, item in islice(dict.items(own), MAX_ITEMS):
                    if type(name) is str:
                        names.append(name)
                        values.append(item)
        return names[:MAX_ITEMS], values[:MAX_ITEMS], size

    def read_instance(self, value, seen):
        return self.named(value, seen, seen.kind.name, *self.attributes(value, seen.kind))

    def read_number(self, value, seen):
        """An instance of a class of the learner's that is an int, str, float, … too."""
        names, values, size = self.attributes(value, seen.kind)
        for base in (int, str, float, bytes, complex):
            if has(type_mro(seen.kind.type), base):
                plain = base.__getnewargs__(value)[0] if base is str or base is bytes else base.__pos__(value)
                return self.named(value, seen, seen.kind.name, ["value", *names], [plain, *values], size + 1)

    def read_named_tuple(self, value, seen):
        fields = next(type_dict(c)["_fields"] for c in type_mro(seen.kind.type) if "_fields" in type_dict(c))
        items = tuple.__getitem__(value, slice(MAX_ITEMS))
        names = list(fields[: len(items)])
        return self.named(value, seen, seen.kind.name, names, list(items[: len(names)]), tuple.__len__(value))

    def read_exception(self, value, seen):
        names, values, size = self.attributes(value, seen.kind)
        if not names:
            return '{"type":%s,"shape":"text","text":%s}' % (seen.kind.name, quote(message_of(value)))
        return self.named(value, seen, seen.kind.name, names, values, size)

    def read_opaque(self, value, seen):
        return '{"type":%s,"shape":"text","text":""}' % seen.kind.name

    def read_function(self, value, seen):
        head = head_of(value)
        cells = dict(zip(value.__code__.co_freevars, value.__closure__ or ()))
        names, values = [], []
        for name, cell in cells.items():
            try:
                values.append(Cell.cell_contents.__get__(cell))
                names.append(name)
            except ValueError:
                pass
        if cells.keys() <= {"__class__"} or not names:
            return '{"type":"function","shape":"text","text":%s}' % quote(head)
        return self.named(value, seen, quote("function " + head), names[:MAX_ITEMS], values[:MAX_ITEMS], len(names))

    def read_method(self, value, seen):
        function = value.__func__
        name = exactly(function.__name__) if type(function) is Function else "method"
        return self.named(value, seen, quote("method " + name), ["self"], [value.__self__], 1)

    def read_class(self, value, seen):
        head = quote(self.class_head(value))
        names, values = [], []
        if not any(class_name(cls) == "Enum" and module_of(cls) == "enum" for cls in type_mro(value)):
            for name, item in type_dict(value).items():
                if type(name) is not str or is_dunder(name) or name[:5] == "_abc_":
                    continue
                if not has(type_mro(type(item)), *CLASS_PARTS):
                    names.append(name)
                    values.append(item)
        if not names:
            return '{"type":"class","shape":"text","text":%s}' % head
        return self.named(value, seen, quote("class " + class_name(value)), names[:MAX_ITEMS], values[:MAX_ITEMS], len(names))

    @staticmethod
    def class_head(value):
        bases = type.__dict__["__bases__"].__get__(value)
        names = ", ".join(class_name(base) for base in bases if base is not object)
        return shorten(class_name(value) + ("(%s)" % names if names else ""))

    def read_generator(self, value, seen):
        return self.waiting(seen, value.gi_code, value.gi_frame, value.gi_running, getattr(value, "gi_suspended", None))

    def read_coroutine(self, value, seen):
        return self.waiting(seen, value.cr_code, value.cr_frame, value.cr_running, getattr(value, "cr_suspended", None))

    def read_async_generator(self, value, seen):
        return self.waiting(seen, value.ag_code, value.ag_frame, value.ag_running, getattr(value, "ag_suspended", None))

    def waiting(self, seen, code, frame, running, suspended):
        if suspended is None and frame is not None:  # before 3.11, or 3.12 for asynchronous generators
            suspended = frame.f_lasti >= 0 and (frame.f_trace is not None or not self.is_own_code(code))
        if frame is None:
            state = "ended"
        elif running:
            state = "running"
        elif not suspended:
            state = "not started"
        else:
            state = "waiting at line %d" % frame.f_lineno
        return '{"type":%s,"shape":"text","text":%s}' % (seen.kind.name, quote("%s, %s" % (shorten(code.co_name), state)))

    # --- Values that are told in a few words -----------------------------------------------------

    def function_words(self, value, kind):
        if self.is_own_code(value.__code__):
            return None
        return "<function %s>" % shorten(exactly(value.__name__))

    @staticmethod
    def builtin_words(value, kind):
        return "<built-in function %s>" % shorten(value.__name__)

    @staticmethod
    def module_words(value, kind):
        name = module_dict(value).get("__name__")
        return "<module %s>" % shorten(name) if type(name) is str else "<module>"

    def class_words(self, value, kind):
        if module_of(value) in self.own:
            return None
        return "<class %s>" % shorten(class_name(value))

    @staticmethod
    def enum_words(value, kind):
        fields = None if kind.lookup is None else kind.lookup.__get__(value)
        name = fields.get("_name_") if type(fields) is dict else None
        own = class_name(kind.type)
        return "%s.%s" % (own, shorten(name)) if type(name) is str else "<%s>" % own

    @staticmethod
    def library_words(value, kind):
        zone = kind.type.tzinfo.__get__(value) if hasattr(kind.type, "tzinfo") else None
        if zone is not None and not is_made_in_c(type(zone)):
            return "<%s>" % class_name(kind.type)
        return shorten(kind.type.__repr__(value))

    # --- Classes ---------------------------------------------------------------------------------

    def learn(self, kind):
        """How the objects of a class are read, found once."""
        made = self.find_reader(kind, type_mro(kind))
        made.lookup, made.slots = lookup_of(kind), slots_of(kind)
        # Keeps the class, so that no other one can come to its address.
        self.kinds[id(kind)] = made
        return made

    def find_reader(self, kind, mro):
        if has(mro, type):
            return Kind(kind, self.read_class, self.class_words)
        if any(class_name(cls) == "Enum" and module_of(cls) == "enum" for cls in mro):
            return Kind(kind, None, self.enum_words)
        if has(mro, BaseException):
            return Kind(kind, self.read_exception)
        if has(mro, tuple):
            fields = next((type_dict(c)["_fields"] for c in mro if "_fields" in type_dict(c)), None)
            named = type(fields) is tuple and all(type(field) is str for field in fields)
            return Kind(kind, self.read_named_tuple if named else self.read_tuple)
        for base, read in (
            (OrderedDict, self.read_dict),
            (dict, self.read_dict),
            (list, self.read_list),
            (set, self.read_set),
            (frozenset, self.read_frozenset),
            (deque, self.read_deque),
            (bytearray, self.read_bytearray),
        ):
            if has(mro, base):
                return Kind(kind, read)
        if has(mro, int, str, float, bytes, complex):
            return Kind(kind, self.read_number)
        module = module_of(kind)
        if is_made_in_c(kind):
            if (module, class_name(kind)) in LIBRARY:
                return Kind(kind, None, self.library_words)
            own = (module, class_name(kind)) == ("types", "SimpleNamespace")
        else:
            own = module in self.own or (module, class_name(kind)) == ("fractions", "Fraction")
        return Kind(kind, self.read_instance if own or kind is object else self.read_opaque)


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
        if type(found) is GetSet:
            return found
    return None


def slots_of(kind):
    """Names of slots and what reads each, those of base classes first."""
    found = []
    for cls in reversed(type_mro(kind)):
        if not is_made_in_c(cls):
            found += [(n, s) for n, s in type_dict(cls).items() if type(s) is Member and type(n) is str]
    return found
