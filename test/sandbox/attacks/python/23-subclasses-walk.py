# attack: commands and files through every class there is
# promise: processes
# from: reference 23; the usual way out of a restricted eval
# bound: at most 200 attempts, each a command that ends at once
# expect: refused
# expect isolate: refused or forbidden
from attempt import attempt, read


def subclasses(kind, seen):
    for one in type.__subclasses__(kind):
        if one not in seen:
            seen.add(one)
            subclasses(one, seen)
    return seen


tried = 0
for kind in subclasses(object, set()):
    scope = getattr(getattr(kind, "__init__", None), "__globals__", {})
    if "system" in scope and tried < 200:
        tried += 1
        attempt("a command through " + kind.__name__, lambda: scope["system"]("true") == 0)
print("REFUSED", tried, "ways to os.system")
attempt("a file of the host", lambda: read("@SECRET_FILE@"))
