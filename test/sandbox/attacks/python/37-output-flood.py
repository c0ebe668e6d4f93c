# attack: output without end
# promise: host
# from: reference 37
# bound: 200 MB at most
# expect: outputLimit
for _ in range(20_000):
    print("x" * 10_000)
print("REACHED 200 MB of output")
