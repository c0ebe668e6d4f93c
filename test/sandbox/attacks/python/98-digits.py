# attack: numbers to text and back, as slowly as it goes
# promise: time
# from: CVE-2020-10735
# bound: one conversion
# expect: timedOut or outOfMemory
import sys

try:
    sys.set_int_max_str_digits(0)
except AttributeError:
    pass
number = int("9" * 3_000_000)
print("REACHED", len(str(number)))
