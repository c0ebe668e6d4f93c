# attack: files that Python runs by itself at its next start
# promise: library
# from: reference 30
# bound: a few small files
# expect: refused
import os
import sys

from attempt import attempt

SOURCE = "print('REACHED a later run')\n"


def plant(folder):
    names = ("sitecustomize.py", "usercustomize.py", "mastery.pth", "python311._pth")
    for name in names:
        with open(os.path.join(folder, name), "w") as file:
            file.write("import sys; " + SOURCE)
    return folder


for name in ("sitecustomize.py", "usercustomize.py", "pyvenv.cfg"):
    with open(name, "w") as file:
        file.write(SOURCE)
folders = [path for path in sys.path if path and not path.startswith(os.path.dirname(os.getcwd()))]
folders += ["/usr/lib/python3/dist-packages", "/usr/local/lib", os.path.expanduser("~"), sys.prefix]
# What Pyodide has in memory is gone with the process.
if sys.platform != "emscripten":
    for folder in folders:
        attempt("a file in " + folder, lambda: plant(folder))
print("REFUSED all")
