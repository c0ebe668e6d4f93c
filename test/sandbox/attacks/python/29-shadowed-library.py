# attack: a json.py of its own beside the program, for whoever imports json next
# promise: library
# from: reference 29
# bound: a few small files
# run: cases
# expect: returned
import sys

SOURCE = "print('REACHED the harness imports what lies beside the program')\n"


def attack():
    for name in ("json", "os", "posixpath", "struct", "encodings", "codecs", "io", "resource", "linecache", "site"):
        with open(name + ".py", "w") as file:
            file.write(SOURCE)
    sys.path.insert(0, ".")
    for name in ("json", "struct", "linecache", "traceback"):
        sys.modules.pop(name, None)
    return "prepared"


def after():
    import json

    return sum(json.loads("[40, 5]"))
