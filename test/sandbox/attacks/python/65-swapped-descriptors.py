# attack: the channel as standard output, and the other way round
# promise: host
# from: the channel of this implementation
# bound: a few kilobytes
# expect: crashed or timedOut or forbidden
import os
import sys

os.dup2(3, 4)
os.dup2(1, 3)
os.dup2(4, 1)
os.dup2(4, 2)
os.write(1, b"noise " * 1000)
sys.stdout.write("more noise\n" * 100)
