# attack: the interpreter dies
# promise: host
# from: reference 32
# bound: one access to memory that is not there
# expect: crashed
# expect isolate: crashed or forbidden
import ctypes

ctypes.memset(8, 1, 1 << 40)
print("REACHED memory that is not there")
