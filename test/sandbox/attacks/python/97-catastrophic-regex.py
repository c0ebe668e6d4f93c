# attack: a regular expression that tries everything
# promise: time
# from: reference 3, in Python: the loop is in C
# bound: one match; it takes no memory
# expect: timedOut
import re

print("REACHED", re.match(r"(a+)+$", "a" * 60 + "b"))
