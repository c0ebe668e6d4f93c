# attack: 150 megabytes of zeros in a few kilobytes
# promise: memory
# from: zlib
# bound: 150 MB
# expect: outOfMemory
import zlib

packer = zlib.compressobj(1)
packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(150)) + packer.flush()
kept = zlib.decompress(packed)
print("REACHED", len(kept), "bytes")
