# attack: one allocation of ten gigabytes
# promise: memory
# from: reference 21; DMOJ testsuite/helloworld
# bound: a single allocation; the kernel gives pages only when they are touched, and none is
# expect: outOfMemory
# expect isolate: outOfMemory or failed
kept = bytearray(10**10)
print("REACHED", len(kept), "bytes")
