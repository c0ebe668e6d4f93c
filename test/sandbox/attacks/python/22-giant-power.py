# attack: a number of a hundred million digits
# promise: time
# from: reference 22
# bound: one multiplication chain, below 1 GB
# expect: timedOut or outOfMemory
kept = 10**10**8
print("REACHED a number of", kept.bit_length(), "bits")
