"""Runs one test file of unittest. Executed on top of harness.py when a test file is to be run, before any code of the
learner is there.

The tests and the learner's code share one interpreter, so nothing here can keep out code that reaches into memory. It
keeps out what reaches by name: the unittest that the tests use is found in no module, has built-ins of its own, and is
compared with what it was after every test; frames, tracing, the garbage collector, ctypes and /proc are refused by an
audit hook, which Python lets nobody remove. What decides is a variable of `run_tests`, which no object leads to. What
gets through all that meets the canaries, which only the parent knows.
"""

import _thread
import inspect
import time
import traceback
import types

import difflib  # loaded late by unittest, when a learner's module may stand in its place
import pprint
import unittest

MAX_TEXT = 6000
MAX_NAME = 900
SHOWN_SUBTESTS = 3
#: Modules that reach into memory, or into the frames of others.
REFUSED_MODULES = ("ctypes", "_ctypes", "_test", "_xx", "_interp", "mmap", "gdb")
REFUSED_EVENTS = frozenset(
    """
    gc.get_objects gc.get_referrers gc.get_referents sys.settrace sys.setprofile sys._settraceallthreads
    sys._setprofileallthreads sys.monitoring.register_callback sys.addaudithook os.symlink os.link
    """.split()
)
FRAMES = ("tb_frame", "gi_frame", "cr_frame", "ag_frame")


def run_tests(guest, action, report):
    nonce, own_files = action.pop("nonce"), action["testFiles"]
    send_bytes, as_json, clock, ident = posix.write, quote, time.perf_counter, _thread.get_ident
    real_import, frame_of, join_path = __import__, sys._getframe, posix.getcwd
    listed = vars(sys)["modules"]

    # --- A unittest that nobody finds ----------------------------------------------------------

    private = {name: module for name, module in listed.items() if is_unittest(name)}
    for name in private:
        del listed[name]
    own_builtins = dict(vars(builtins))
    own_builtins["__import__"] = lambda *args, **kwargs: import_for_tests(*args, **kwargs)
    for module in private.values():
        rebind_all(module, own_builtins)
    guarded_parts = watched_parts(private.values())

    def import_for_tests(name, namespace=None, local=None, wanted=(), level=0):
        if level == 0 and name.split(".")[0] == "pytest":
            return pytest_stand_in()
        within = name if level == 0 else (namespace or {}).get("__package__") or ""
        if not is_unittest(within):
            return real_import(name, namespace, local, wanted, level)
        public = {key: listed.pop(key) for key in list(listed) if is_unittest(key)}
        listed.update(private)
        try:
            return real_import(name, namespace, local, wanted, level)
        finally:
            if "unittest.async_case" in listed:
                # Its loops would note the frame in which each callback was made.
                loops = listed["asyncio"].BaseEventLoop
                set_debug = loops.set_debug
                loops.set_debug = lambda loop, enabled: set_debug(loop, False)
            private.update((key, listed.pop(key)) for key in list(listed) if is_unittest(key))
            listed.update(public)

    # --- What is refused while the tests run -----------------------------------------------------

    watching = [True]
    looking = set()
    may_see_frames = {
        function.__code__
        for function in (frames_of, drop_locals, Guest.grew, traceback.clear_frames)
    }
    walkers = {
        getattr(traceback, name).__code__
        for name in ("walk_tb", "_walk_tb_with_full_positions")
        if hasattr(traceback, name)
    }
    extractors = {
        vars(traceback.StackSummary)[name].__func__.__code__
        for name in ("extract", "_extract_from_extended_frame_gen")
        if name in vars(traceback.StackSummary)
    }
    shows_frame = inspect.currentframe.__code__
    code_of_tests = set()
    may_make_code = {types.coroutine.__code__}

    def caller():
        """The frame that does what is audited, two above this one."""
        me = ident()
        looking.add(me)
        try:
            return frame_of(2)
        finally:
            looking.discard(me)

    def may_look(frame):
        if frame.f_code in may_see_frames or frame.f_code in code_of_tests:
            return True
        above = frame.f_back
        if frame.f_code == shows_frame:
            return above.f_code in code_of_tests
        return frame.f_code in walkers and above is not None and above.f_code in extractors

    def audit(event, args):
        if not watching[0]:
            return
        if event == "object.__getattr__":
            if args[1] in FRAMES and not may_look(caller()):
                # As of an object without frames: what asks first, as asyncio does, goes on without.
                raise AttributeError("%s cannot be looked at beside tests" % args[1])
        elif event == "import":
            for path in args[:2]:
                if type(path) is str and path.rsplit("/", 1)[-1].startswith(REFUSED_MODULES):
                    raise ImportError("%s cannot be imported beside tests" % args[0])
        elif event == "open":
            if is_of_process(args[0], join_path):
                raise PermissionError(13, "cannot be opened beside tests")
        elif event in ("sys._getframe", "sys._current_frames", "sys._current_exceptions"):
            # What the standard library expects where there is no such frame, as in `namedtuple`.
            if ident() not in looking and not may_look(caller()):
                raise ValueError("call stack is not deep enough")
        elif event in ("code.__new__", "object.__setattr__", "object.__delattr__"):
            if (event == "code.__new__" or args[1] == "__code__") and caller().f_code not in may_make_code:
                raise RuntimeError("code cannot be changed beside tests")
        elif event in REFUSED_EVENTS or event.startswith("ctypes."):
            raise RuntimeError("%s is not available beside tests" % event)

    # --- What is told of each test ---------------------------------------------------------------

    def tell(fields):
        pairs = ",".join(as_json(key) + ":" + text for key, text in fields.items())
        payload = ("{" + '"nonce":' + as_json(nonce) + "," + pairs + "}").encode("ascii")
        data = b"f" + len(payload).to_bytes(4, "big") + payload
        while data:
            data = data[send_bytes(CHANNEL, data) :]

    count = [0]
    patched = []
    unplaced = []
    state = {}

    def look_for_patches():
        for owner, name, was in guarded_parts:
            if vars(owner).get(name) is not was[0] or state_of(was[0]) != was[1]:
                own = class_name(owner) if isinstance(owner, type) else owner.__name__
                patched.append("%s.%s" % (own, name) if is_unittest(module_of(owner) or own) else "a test")
                return

    def start(test):
        state.clear()
        state.update(test=test, notes=[], skipped=None, ok=False, where="null", began=clock())
        tell({"begin": as_json(name_of(test))})

    def note(kind, error, prefix=""):
        state["notes"].append((kind, prefix + message_of(kind, error)))
        frames = frames_of(error[2], guest.sources)
        if frames and state["where"] == "null":
            name, line, column, _ = frames[-1]
            state["where"] = '{"file":%s,"line":%d,"column":%s,"text":%s}' % (
                as_json(name),
                line,
                "null" if column is None else int(column),
                as_json(line_of(guest.sources, name, line)),
            )
        if issubclass(error[0], MemoryError):
            RESERVE.clear()
            report.oom = True
        report.forbidden = report.forbidden or is_forbidden(error[1])

    def add_error(test, error):
        if test is state.get("test"):
            note("error", error)
        else:  # of a class or the module: none of its tests is run
            unplaced.append(error)

    def add_failure(test, error):
        note("failed", error)

    def add_subtest(test, subtest, error):
        if error is not None:
            kind = "failed" if issubclass(error[0], test.failureException) else "error"
            note(kind, error, safe_text(subtest._subDescription()) + ": ")

    def add_skip(test, reason):
        if test is state.get("test"):
            state["skipped"] = safe_text(reason)

    def add_success(test):
        state["ok"] = True

    def add_unexpected(test):
        state["notes"].append(("failed", "It should have failed, as its expectedFailure says, but it passed."))

    def stop(test):
        notes, kinds = state["notes"], {kind for kind, _ in state["notes"]}
        status, message = "error", "It ended without a result."
        if notes:
            status = "error" if "error" in kinds else "failed"
            message = "\n".join(text for _, text in notes[:SHOWN_SUBTESTS])
        elif state["skipped"] is not None:
            status, message = "skipped", state["skipped"]
        elif state["ok"]:
            status, message = "passed", ""
        count[0] += 1
        tell(
            {
                "name": as_json(name_of(test)),
                "status": as_json(status),
                "message": as_json(message[:MAX_TEXT]),
                "where": state["where"],
                "ms": "%d" % ((clock() - state["began"]) * 1000),
            }
        )
        state.clear()
        look_for_patches()

    result = private["unittest.result"].TestResult()
    for name, function in dict(
        startTest=start,
        stopTest=stop,
        addError=add_error,
        addFailure=add_failure,
        addSubTest=add_subtest,
        addSkip=add_skip,
        addSuccess=add_success,
        addExpectedFailure=lambda test, error: add_success(test),
        addUnexpectedSuccess=add_unexpected,
        addDuration=lambda test, seconds: None,
    ).items():
        setattr(result, name, function)

    # --- The run -----------------------------------------------------------------------------------

    path = WORK + "/" + guest.entry
    sources = {name: guest.sources.pop(name, "") for name in own_files}
    code = compile(sources[guest.entry], path, "exec", dont_inherit=True)
    code_of_tests.update(all_code(code))
    for name, text in sources.items():
        if name != guest.entry and name.endswith(".py"):
            code_of_tests.update(all_code(compile(text, WORK + "/" + name, "exec", dont_inherit=True)))
    module = type(sys)(guest.stem)
    module.__file__ = path
    module.__builtins__ = dict(own_builtins)
    sys.addaudithook(audit)
    guarded(exec, code, module.__dict__)
    look_for_patches()
    loader = private["unittest.loader"].TestLoader()
    suite = loader.loadTestsFromModule(module)
    guarded_parts += watched_classes(suite)
    guarded(suite.run, result)
    look_for_patches()
    watching[0] = False
    if unplaced:
        report.fields["error"] = error_json(unplaced[0][1], guest.sources, report)
    elif loader.errors:
        raise ImportError(safe_text(loader.errors[0]))
    tell({"end": "%d" % count[0], "patched": as_json(patched[0]) if patched else "null"})


def all_code(code):
    yield code
    for item in code.co_consts:
        if type(item) is types.CodeType:
            yield from all_code(item)


def is_unittest(name):
    return name == "unittest" or name.startswith("unittest.")


def is_of_process(path, folder):
    """Whether a path leads to where a process can be read or written."""
    if isinstance(path, bytes):
        path = path.decode("utf-8", "replace")
    if type(path) is not str:
        return False
    parts = []
    for part in (path if path[:1] == "/" else folder() + "/" + path).split("/"):
        if part == "..":
            parts[-1:] = []
        elif part not in ("", "."):
            parts.append(part)
    return parts[:1] == ["proc"] or parts[:2] in (["dev", "fd"], ["dev", "mem"])


def name_of(test):
    return ("%s.%s" % (class_name(type(test)), test._testMethodName))[:MAX_NAME]


def message_of(kind, error):
    text = safe_text(error[1])
    if kind == "failed" and text:
        return text
    name = class_name(error[0])
    return name + ": " + text if text else name


def rebind_all(module, own_builtins):
    """Gives the functions of a module built-ins of their own, so that a patch of the common ones changes nothing."""
    namespace = vars(module)
    namespace["__builtins__"] = own_builtins
    for name, value in list(namespace.items()):
        if isinstance(value, type) and value.__module__ == module.__name__:
            for key, item in list(vars(value).items()):
                changed = rebound(item, namespace)
                if changed is not item:
                    setattr(value, key, changed)
        else:
            namespace[name] = rebound(value, namespace)


def rebound(item, namespace):
    if isinstance(item, (staticmethod, classmethod)):
        inner = rebound(item.__func__, namespace)
        return item if inner is item.__func__ else type(item)(inner)
    if type(item) is property:
        parts = [rebound(part, namespace) for part in (item.fget, item.fset, item.fdel)]
        return property(*parts, item.__doc__)
    if type(item) is not types.FunctionType or item.__globals__ is not namespace:
        return item
    new = types.FunctionType(
        item.__code__, namespace, item.__name__, item.__defaults__, item.__closure__
    )
    new.__kwdefaults__, new.__qualname__, new.__doc__ = item.__kwdefaults__, item.__qualname__, item.__doc__
    new.__dict__.update(item.__dict__)
    new.__module__ = item.__module__
    return new


def state_of(item):
    if isinstance(item, (staticmethod, classmethod)):
        item = item.__func__
    if type(item) is not types.FunctionType:
        return None
    return (item.__code__, item.__defaults__, repr(item.__kwdefaults__))


def parts_of(owner, is_part):
    return [(owner, name, (item, state_of(item))) for name, item in list(vars(owner).items()) if is_part(item)]


def is_function(item):
    return isinstance(item, (types.FunctionType, staticmethod, classmethod, property))


def watched_parts(framework):
    parts = []
    for module in framework:
        parts += parts_of(module, lambda item: is_function(item) or isinstance(item, type))
        for value in list(vars(module).values()):
            if isinstance(value, type) and value.__module__ == module.__name__:
                parts += parts_of(value, is_function)
    return parts


def watched_classes(suite):
    """The functions of the test classes of a suite and of what they inherit from."""
    classes, left = [], [suite]
    while left:
        item = left.pop()
        if hasattr(item, "_tests"):
            left += [test for test in item._tests if test is not None]
        else:
            classes += [cls for cls in type_mro(type(item)) if cls not in classes and not is_unittest(module_of(cls))]
    return [part for cls in classes if cls is not object for part in parts_of(cls, is_function)]


class Mark:
    """The part of pytest that Exercism's tests use: marks, which change nothing here."""

    @staticmethod
    def task(*args, **kwargs):
        return lambda test: test


def pytest_stand_in():
    module = type(sys)("pytest")
    module.mark = Mark()
    return module
