# attack: a program of its own, written into its folder and started through the loader
# promise: processes
# from: ld.so runs what may only be read
# bound: one small program
# expect: refused or crashed
import os

from attempt import attempt

LOADERS = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")


def write():
    with open("/usr/bin/cat", "rb") as source, open("own", "wb") as target:
        target.write(source.read())
    os.chmod("own", 0o755)


def start(path, *arguments):
    try:
        write()
    except OSError:
        pass
    os.execv(path, [path, *arguments])


attempt("its own program", lambda: start("./own", "@SECRET_FILE@"), AttributeError)
for loader in LOADERS:
    attempt(loader, lambda: start(loader, "./own", "@SECRET_FILE@"), AttributeError)
for loader in LOADERS:
    attempt(loader, lambda: start(loader, "/usr/bin/cat", "@SECRET_FILE@"), AttributeError)
