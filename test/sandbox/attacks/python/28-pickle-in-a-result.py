# attack: a value that runs a command when it is unpickled
# promise: host
# from: reference 28
# bound: the command makes one empty file
# run: cases
# expect: returned
import os
import pickle


class Command:
    def __reduce__(self):
        return os.system, ("touch /tmp/@MARK@",)


def attack():
    return [Command(), pickle.dumps(Command()), "cos\nsystem\n(S'touch /tmp/@MARK@'\ntR."]


def after():
    return sum(range(10))
