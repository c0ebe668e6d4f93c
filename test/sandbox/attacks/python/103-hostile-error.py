# attack: an exception that never comes to an end
# promise: time
# from: str, repr, class and traceback of what is raised
# bound: 10 seconds
# expect: timedOut or failed
import time

end = time.monotonic() + 10


class Meta(type):
    def __getattribute__(cls, name):
        if name in ("__name__", "__module__", "__mro__"):
            while time.monotonic() < end:
                pass
        return type.__getattribute__(cls, name)


class Hostile(Exception, metaclass=Meta):
    def __str__(self):
        while time.monotonic() < end:
            pass
        return "REACHED 10 seconds"

    __repr__ = __str__


raise Hostile("x" * 10_000_000)
