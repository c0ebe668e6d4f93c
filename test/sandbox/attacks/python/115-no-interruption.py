# attack: one call into C that looks for nothing for ever
# promise: time
# from: signals of Python are only seen between two of its instructions
# bound: about a minute of one processor
# expect: timedOut
import itertools

print("REACHED", sum(itertools.repeat(1, 2 * 10**9)))
