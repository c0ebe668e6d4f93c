# attack: names that are no text, and that tools obey
# promise: host
# from: tidying has to cope with them
# bound: 300 empty files
# expect: refused
import os

names = [b"\xff\xfe\x80", b"new\nline", b"-rf", b"\x1b[2J", b"~", b"*", b" ", b"$(id)", "\u202ertl".encode(), b"x" * 255]
names += [b"%d-\xc3\x28" % count for count in range(250)]
for name in names:
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
        os.mkdir(name + b"d" if len(name) < 200 else b"d" + name[:200])
    except (OSError, ValueError):
        pass
print("REFUSED nothing: who tidies up is attacked")
