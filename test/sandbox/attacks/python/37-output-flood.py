# attack: output without end
# promise: host
# from: reference 37
# bound: 20 MB at most
# expect: outputLimit
for _ in range(2_000):
    print("x" * 10_000)
print("REACHED 20 MB of output")
