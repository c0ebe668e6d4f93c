# attack: one call into C that looks for nothing for ever
# promise: time
# from: signals of Python are only seen between two of its instructions
# bound: below 10 minutes of one processor
# expect: timedOut
import itertools

print("REACHED", sum(itertools.repeat(1, 10**11)))
