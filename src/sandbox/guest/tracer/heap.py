"""The objects that a step shows: each gets an id that stays its own, and is told again when it has changed.

The lifetime of the learner's objects stays what it is: kept from one step to the next are only lists, tuples and dicts
that hold nothing but plain values and each other, whose end nobody can see. Others are known again by a weak reference or, where
they allow none, by having been there in the step before.
"""

MAX_OBJECTS = 400


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


class Heap:
    def __init__(self, files, own_modules):
        self.files, self.own = files, own_modules
        self.kinds, self.words, self.next_id = {}, {}, 0
        # How often an object is referred to when only a pin does.
        probe = Seen(0, None)
        probe.pin = []
        self.alone = getrefcount(probe.pin)
        self.clear()
        for kind, read, pins in (
            (list, self.read_list, True),
            (tuple, self.read_tuple, True),
            (dict, self.read_dict, True),
            (set, self.read_set, True),
            (frozenset, self.read_frozenset, True),
            (deque, self.read_deque, True),
            (bytearray, self.read_bytearray, False),
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

    def clear(self):
        """Forgets all that was told."""
        self.seen, self.now, self.hidden = {}, 1, 0

    def begin(self):
        """A new step: what is referred to from now on is looked at."""
        self.now += 1
        self.reached, self.queue = 0, []

    def is_own_code(self, code):
        path = code.co_filename
        return type(path) is str and path in self.files

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
            if not (seen.weak() is value if seen.weak is not None else self.is_same(seen, value, kind)):
                seen = None
        if self.reached >= MAX_OBJECTS:
            return kind.stub
        if seen is None:
            self.next_id += 1
            seen = self.seen[id(value)] = Seen(self.next_id, kind)
            try:
                seen.weak = weak_reference(value)
            except TypeError:  # such as a list
                pass
        seen.stamp = self.now
        self.reached += 1
        self.queue.append((value, seen))
        return seen

    def is_same(self, seen, value, kind):
        """Whether what is at this address now is the object that was, as far as that can be known without a weak
        reference: addresses are used again."""
        if seen.pin is not None:
            return True
        if seen.kind is not kind:
            return False
        if seen.stamp >= self.now - 1:
            return True
        owner = None if seen.owner is None else seen.owner()
        return owner is not None and owner.held is not None and any(item is value for item in owner.held)

    def read(self):
        """JSON text of every object that is new or has changed, with its id."""
        heap = []
        for value, seen in self.queue:
            text = seen.kind.read(value, seen)
            if text is not None and text != seen.json:
                seen.json = text
                heap.append('"%d":%s' % (seen.id, text))
        self.pin()
        self.queue = []
        if len(self.seen) - self.reached > self.hidden or not self.now % 64:
            self.forget()
        return heap

    def pin(self):
        """Keeps containers that hold nothing but plain values and other such containers. Those inside come later in the
        queue, so it is gone through from its end; one that holds itself is never kept."""
        for value, seen in reversed(self.queue):
            if seen.weak is None and seen.kind.pins:
                whole = seen.size <= MAX_ITEMS
                inert = whole and (seen.flat or all([type(i) is not Text and self.is_kept(i) for i in seen.items]))
                seen.pin = value if inert else None

    @staticmethod
    def is_kept(item):
        return type(item) is not Seen or item.pin is not None

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

    def changed(self, seen, shown, size):
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
        return True

    @staticmethod
    def texts_of(items):
        writers = WRITERS
        return [writers[id(type(item))](item) if id(type(item)) in writers else item.ref for item in items]

    def sequence(self, seen, shown, size, shape="sequence"):
        if not self.changed(seen, shown, size):
            return None
        text = ",".join(self.texts_of(seen.items))
        return '{"type":%s,"shape":"%s","items":[%s]%s}' % (seen.kind.name, shape, text, more_of(size, len(shown)))

    def read_list(self, value, seen):
        return self.sequence(seen, list.__getitem__(value, slice(MAX_ITEMS)), list.__len__(value))

    def read_tuple(self, value, seen):
        return self.sequence(seen, tuple.__getitem__(value, slice(MAX_ITEMS)), tuple.__len__(value))

    def read_deque(self, value, seen):
        return self.sequence(seen, list(islice(deque.__iter__(value), MAX_ITEMS)), deque.__len__(value))

    def read_set(self, value, seen):
        return self.sequence(seen, list(islice(set.__iter__(value), MAX_ITEMS)), set.__len__(value), "set")

    def read_frozenset(self, value, seen):
        shown = list(islice(frozenset.__iter__(value), MAX_ITEMS))
        return self.sequence(seen, shown, frozenset.__len__(value), "set")

    def read_bytearray(self, value, seen):
        shown = bytearray.__getitem__(value, slice(MAX_TEXT_LENGTH))
        size = bytearray.__len__(value)
        text = bytearray.__repr__(shown) if type(shown) is bytearray else "bytearray"
        return '{"type":%s,"shape":"text","text":%s}' % (seen.kind.name, quote(text + ("…" if size > len(shown) else "")))

    def mapping(self, seen, keys, values, size):
        if not self.changed(seen, keys + values, size):
            return None
        texts = self.texts_of(seen.items)
        half = len(texts) // 2
        entries = ",".join(map("[%s,%s]".__mod__, zip(texts[:half], texts[half:])))
        return '{"type":%s,"shape":"mapping","entries":[%s]%s}' % (seen.kind.name, entries, more_of(size, half))

    def read_dict(self, value, seen):
        keys = list(islice(dict.keys(value), MAX_ITEMS))
        values = list(islice(dict.values(value), MAX_ITEMS))
        return self.mapping(seen, keys, values, dict.__len__(value))

    def read_ordered(self, value, seen):
        # Its own order is found by looking keys up, which asks them for their hash.
        if not all(is_plain(key) for key in dict.keys(value)):
            return self.read_dict(value, seen)
        entries = list(islice(OrderedDict.items(value), MAX_ITEMS))
        return self.mapping(seen, [k for k, _ in entries], [v for _, v in entries], dict.__len__(value))

    def named(self, seen, name, names, values, size):
        """An object as attributes: their names are told as they are."""
        shown = names + values
        if not self.changed(seen, shown, size):
            return None
        texts = self.texts_of(seen.items)
        heads = [quote(n[:MAX_TEXT_LENGTH]) if type(n) is str else text for n, text in zip(names, texts)]
        entries = ",".join(map("[%s,%s]".__mod__, zip(heads, texts[len(names) :])))
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
        own = {} if kind.lookup is None else kind.lookup.__get__(value)
        if type(own) is not dict and not has(type_mro(type(own)), dict):
            own = {}
        size += dict.__len__(own)
        if size <= MAX_ITEMS:
            return names + list(dict.keys(own)), values + list(dict.values(own)), size
        names += islice(dict.keys(own), MAX_ITEMS)
        values += islice(dict.values(own), MAX_ITEMS)
        return names[:MAX_ITEMS], values[:MAX_ITEMS], size

    def read_instance(self, value, seen):
        return self.named(seen, seen.kind.name, *self.attributes(value, seen.kind))

    def read_number(self, value, seen):
        """An instance of a class of the learner's that is an int, str, float, … too."""
        names, values, size = self.attributes(value, seen.kind)
        for base in (int, str, float, bytes, complex):
            if has(type_mro(seen.kind.type), base):
                plain = base.__getnewargs__(value)[0] if base is str or base is bytes else base.__pos__(value)
                return self.named(seen, seen.kind.name, ["value", *names], [plain, *values], size + 1)

    def read_named_tuple(self, value, seen):
        fields = next(type_dict(c)["_fields"] for c in type_mro(seen.kind.type) if "_fields" in type_dict(c))
        items = tuple.__getitem__(value, slice(MAX_ITEMS))
        names = list(fields[: len(items)])
        return self.named(seen, seen.kind.name, names, list(items[: len(names)]), tuple.__len__(value))

    def read_exception(self, value, seen):
        names, values, size = self.attributes(value, seen.kind)
        if not names:
            return '{"type":%s,"shape":"text","text":%s}' % (seen.kind.name, quote(message_of(value)))
        return self.named(seen, seen.kind.name, names, values, size)

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
        return self.named(seen, quote("function " + head), names[:MAX_ITEMS], values[:MAX_ITEMS], len(names))

    def read_method(self, value, seen):
        function = value.__func__
        name = exactly(function.__name__) if type(function) is Function else "method"
        return self.named(seen, quote("method " + shorten(name)), ["self"], [value.__self__], 1)

    def read_class(self, value, seen):
        head = quote(self.class_head(value))
        names, values = [], []
        if not any(class_name(cls) == "Enum" and module_of(cls) == "enum" for cls in type_mro(value)):
            for name, item in list(type_dict(value).items()):
                if type(name) is not str or is_dunder(name) or name[:5] == "_abc_":
                    continue
                if not has(type_mro(type(item)), *CLASS_PARTS):
                    names.append(name)
                    values.append(item)
        if not names:
            return '{"type":"class","shape":"text","text":%s}' % head
        return self.named(seen, quote("class " + shorten(class_name(value))), names[:MAX_ITEMS], values[:MAX_ITEMS], len(names))

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
        own = shorten(class_name(kind.type))
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
