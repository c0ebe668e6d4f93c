# attack: source and data that overflow the stack of C
# promise: host
# from: the compiler, repr, json and comparisons recurse
# bound: below 50 MB
# expect: refused or crashed or failed or outOfMemory or timedOut
import sys

try:
    sys.setrecursionlimit(10**9)
except OverflowError:
    sys.setrecursionlimit(10**6)
for source in ("(" * 10_000, "[" * 200 + "]" * 200, "-" * 100_000 + "1", "1" + "+1" * 100_000, "a." * 50_000 + "b"):
    try:
        compile(source, "x", "eval")
    except (SyntaxError, RecursionError, MemoryError) as error:
        print("REFUSED", type(error).__name__)
nested = []
for _ in range(100_000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as error:
    print("REFUSED", error)


def down():
    return down() + 1


down()
print("REACHED the bottom")
