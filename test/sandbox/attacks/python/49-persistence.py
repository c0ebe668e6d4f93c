# attack: leaving something for the next run, and finding what one before left
# promise: files
# from: reference 49
# bound: a few small files
# expect: refused
import os

from attempt import attempt


def leave(folder):
    with open(os.path.join(folder, "@MARK@"), "w") as file:
        file.write("left")
    return folder


for folder in ("/dev/shm", "/var/tmp", "/run", "/run/lock", "/", "/dev", "/dev/mqueue", "/home", "/usr", "/opt", "/srv"):
    attempt(folder, lambda: leave(folder))
# Its own folder and what else is writable in the box: gone with it.
for folder in ("/tmp", ".", ".."):
    try:
        leave(folder)
    except OSError:
        pass


def found():
    for folder in ("/tmp", "/dev/shm", "/var/tmp", ".", ".."):
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            if name.startswith("marked-") and name != "@MARK@":
                return name


attempt("what another run left", found)
