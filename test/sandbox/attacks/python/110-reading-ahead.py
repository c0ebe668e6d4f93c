# attack: a thread that takes what mastery sends to the next case
# promise: host
# from: the channel of this implementation
# bound: one thread
# run: cases
# expect: returned
import os
import threading


def steal():
    while True:
        try:
            got = os.read(3, 65536)
        except OSError:
            return
        if not got:
            return


def attack():
    try:
        threading.Thread(target=steal, daemon=True).start()
    except RuntimeError:
        pass
    return 1


def after():
    return 45
