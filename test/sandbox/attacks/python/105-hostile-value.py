# attack: values that lie about what they are, given back
# promise: host
# from: the encoder of results
# bound: 20 MB
# run: cases
# expect: returned or failed
class Meta(type):
    def __instancecheck__(cls, other):
        return True

    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__


class Liar(int, metaclass=Meta):
    def __eq__(self, other):
        return True

    def __class__(self):
        raise ValueError

    __hash__ = int.__hash__

    def __repr__(self):
        return "45" * 10_000_000


class Endless(list):
    def __iter__(self):
        while True:
            yield "REACHED"

    def __len__(self):
        return -1


class Slots:
    __slots__ = ("a", "__dict__")

    @property
    def __dict__(self):
        raise KeyboardInterrupt


def attack():
    cyclic = {}
    cyclic["self"] = [cyclic]
    return [Liar(1), Endless([1]), Slots(), 10**4000, float("nan"), "\ud800", b"\xff" * 10, {(): {1}}, ...]


def after():
    return 45
