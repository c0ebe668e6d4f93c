"""Tells the parent each step of the learner's program: the format is in src/core/trace/model.ts.

Follows the main thread only, and of it the learner's own files. A step is sent before anything after it happens, so that
a kill loses none. Python calls `enter` for each call, and `event` for what then happens in a frame of the learner's.
"""

first = set(modules)
import opcode

for name in {"opcode", "_opcode", "_opcode_metadata"} - first:
    modules.pop(name, None)
settrace, gettrace = sys.settrace, sys.gettrace

MAX_VARIABLES = 200
NEW_LOCALS, GENERATOR, COROUTINE, ASYNC_GENERATOR = 0x02, 0x20, 0x80, 0x200


def codes_of(*names):
    return frozenset(opcode.opmap[name] for name in names if name in opcode.opmap)


RETURNS = codes_of("RETURN_VALUE", "RETURN_CONST")
# At which a frame stands when it has just been suspended: 3.13 already shows the instruction after it.
YIELDS = codes_of("YIELD_VALUE", "RESUME")
DELEGATES = codes_of("YIELD_FROM")
# These end a loop or an await by StopIteration: nothing that a learner would call an exception.
ENDS_LOOP = codes_of("FOR_ITER", "SEND", "END_SEND", "YIELD_FROM", "END_ASYNC_FOR", "GET_ANEXT")


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
        self.most = most
        self.files = {WORK + "/" + path: index for index, path in enumerate(guest.sources)}
        self.lines = [text.count("\n") + text.count("\r") - text.count("\r\n") + 1 for text in guest.sources.values()]
        stems = {path.rsplit(".", 1)[0].replace("/", ".") for path in guest.sources}
        self.heap = Heap(self.files, stems | {"__main__", guest.stem})
        # By the id of their code, which is kept beside it.
        self.code_texts, self.names, self.next_frame = {}, {}, 0
        self.running = self.lost = self.loading = False
        self.thread = get_ident()
        self.begin(None)
        sys.settrace, sys.gettrace = self.learner_sets_trace, self.learner_gets_trace

    def begin(self, module):
        """Forgets all that was told: the next step tells everything anew."""
        self.count = 0
        self.base = FrameRecord(self, self.new_frame(), 0, None, "<module>")
        self.space = {} if module is None else module_dict(module)
        self.frames, self.stack = [None], [self.base]
        self.roots, self.rooted, self.unread = [], set(), []
        # How much of the stack was told, and how much of that is still as it was.
        self.told_depth = self.same_depth = 0
        self.heap.clear()

    def new_frame(self):
        self.next_frame += 1
        return self.next_frame

    # --- Turning it on and off -------------------------------------------------------------------

    def start(self):
        """What is called from now on is the learner's."""
        if not self.lost:
            self.running = True
            settrace(self.enter)

    def pause(self):
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
        self.frames, self.stack, self.roots, self.unread, self.heap.seen = [None], [self.base], [], [], {}
        settrace(None)

    def learner_sets_trace(self, function):
        if self.running and get_ident() == self.thread:
            self.lose()
            sys.settrace, sys.gettrace = settrace, gettrace
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
        except BaseException as error:
            self.fail(error)

    def fail(self, error):
        """What happens while we look is not the learner's: so near the limit of recursion that there is no room for us,
        the program goes on alone. Only what a signal handler of theirs raises just then is."""
        self.lost = True
        if type(error) is MemoryError:
            self.heap.seen, self.roots, self.unread = {}, [], []
            write(CHANNEL, OUT_OF_MEMORY)
            this_exit(1)
        self.lose()
        trace = error.__traceback__
        while trace.tb_next is not None:
            trace = trace.tb_next
        if self.heap.is_own_code(trace.tb_frame.f_code):
            raise error

    def begin_frame(self, frame, code, file):
        before = frame.f_trace
        record = before.__self__ if type(before) is Method else None
        if type(record) is not FrameRecord:
            record = None
        space = self.space
        if frame.f_globals is space and self.frames[0] is None and frame.f_locals is space:
            self.base.file, self.base.code, self.base.codes = file, code, self.codes_of(code)
            self.name_parts(code, "")
            self.frames[0] = frame
            return self.base.event
        again = record is not None
        if record is None:
            record = FrameRecord(self, self.new_frame(), file, code, self.name_of(code))
        back = frame.f_back
        while back is not None and not self.heap.is_own_code(back.f_code):
            back = back.f_back
        if back is not self.frames[-1]:
            self.match(back)
        self.push(frame, record)
        record.raising = False
        record.stands = frame.f_lineno
        self.step(record, frame, "resume" if again else "call")
        record.held = None
        return record.event

    def event(self, record, frame, event, arg):
        """Python's trace function of one frame."""
        if not self.running:
            return None
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
        except BaseException as error:
            self.fail(error)
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
                seen = self.heap.seen.get(id(item))
                if seen is not None:
                    seen.owner = weak_reference(record)
        if frame is self.frames[0]:
            self.frames[0] = None
        elif len(self.stack) > 1:
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

    def push(self, frame, record):
        if len(self.stack) > 1:
            self.freeze(self.stack[-1], self.frames[-1])
        self.stack.append(record)
        self.frames.append(frame)

    def pop(self):
        self.stack.pop()
        self.frames.pop()
        self.same_depth = min(self.same_depth, len(self.stack))
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
            if self.heap.is_own_code(frame.f_code) and frame is not self.frames[0]:
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
                record = FrameRecord(self, self.new_frame(), self.files[code.co_filename], code, self.name_of(code))
            self.push(frame, record)

    def name_of(self, code):
        """`Point.move`, `<lambda>`: found when the module that has it begins."""
        if exactly(code.co_name) == "<module>":
            path = own_name(code.co_filename) or ""
            self.name_parts(code, "")
            return "<module %s>" % path.rsplit(".", 1)[0].replace("/", ".")
        known = self.names.get(id(code))
        return exactly(code.co_name) if known is None else known[1]

    def name_parts(self, code, prefix):
        for part in code.co_consts:
            if type(part) is not type(code):
                continue
            name = exactly(part.co_name)
            if name[:23] == "<generic parameters of ":
                self.name_parts(part, prefix)
            elif part.co_flags & NEW_LOCALS:  # a function or lambda
                self.names[id(part)] = part, prefix + name
                self.name_parts(part, "")
            else:
                self.names[id(part)] = part, "class " + prefix + name
                self.name_parts(part, prefix + name + ".")

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
        self.heap.begin()
        line = min(max(frame.f_lineno or 1, 1), self.lines[record.file])
        parts = ['{"event":"%s","file":%d,"line":%d' % (event, record.file, line)]
        frames = []
        for value in self.roots:
            self.heap.refer(value)
        top = len(self.stack) - 1
        self.tell(frames, self.base, None if top else line, list(self.space.items()), True)
        for waiting, of in self.unread:
            self.tell(frames, waiting, None, self.variables(of), False)
        self.unread = []
        for index in range(1, top):
            if self.stack[index].open:
                self.tell(frames, self.stack[index], None, self.variables(self.frames[index]), False)
        if top:
            self.tell(frames, record, line, self.variables(frame), False)
        if given is not None:
            parts.append('"returned":' + self.heap.value_of(given[0]))
        if more is not None:
            parts.append(more)
        heap = self.heap.read()
        if frames:
            parts.append('"frames":[%s]' % ",".join(frames))
        if heap:
            parts.append('"heap":{%s}' % ",".join(heap))
        self.tell_stack(parts)
        send(b"t", ("[" + ",".join(parts) + "}]").encode("ascii"))
        self.count += 1

    def stop(self):
        """As many steps as were asked for were told, and the program would take another."""
        if self.loading:
            self.lose()
        else:
            stop_here('{"cut":true,"peak":%d}' % peak_memory())

    def tell_stack(self, parts):
        keep, depth = self.same_depth, len(self.stack)
        if keep == depth == self.told_depth:
            return
        parts.append('"stack":[%s]' % ",".join(str(record.id) for record in self.stack[keep:]))
        if keep:
            parts.append('"keep":%d' % keep)
        self.told_depth = self.same_depth = depth

    def tell(self, frames, record, line, variables, is_module):
        """Adds what has changed of a frame, if anything has."""
        last, texts, refer = record.last, record.texts, self.heap.refer
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
            now = value if writer is not None else refer(value)
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
        """Names and values of a frame's variables: a copy, for another thread may change them meanwhile."""
        space = frame.f_locals
        kind = type(space)
        if kind is LocalsProxy:
            return space.items()
        return list(dict.items(space)) if has(type_mro(kind), dict) else ()

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
            own = None if self.heap.is_own_code(value.__code__) else value.__name__
        elif kind is BuiltinFunction:
            own = value.__name__
        elif id(kind) in WRITERS or not has(type_mro(kind), type):
            return False
        else:
            own = None if module_of(value) in self.heap.own else class_name(value)
        return type(own) is str and own == name
