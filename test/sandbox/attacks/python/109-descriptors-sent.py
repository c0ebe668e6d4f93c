# attack: open descriptors, sent to mastery through the channel
# promise: host
# from: SCM_RIGHTS
# bound: 200 messages of 16 descriptors
# expect: crashed or timedOut
# expect isolate: refused or crashed or timedOut
import os
import time

from attempt import attempt


def send():
    import array
    import socket

    channel = socket.socket(fileno=3)
    reader, _ = os.pipe()
    rights = array.array("i", [reader] * 16)
    for _ in range(200):
        channel.sendmsg([b"x\0\0\0\0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    return "sent"


try:
    send()
except (OSError, ImportError, AttributeError) as error:
    attempt("the channel", lambda: None)
    print("REFUSED", error)
else:
    # What counts is whether mastery keeps them.
    time.sleep(5)
