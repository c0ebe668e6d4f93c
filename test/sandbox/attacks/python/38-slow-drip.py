# attack: a little output all the time, for those who only wait for silence
# promise: time
# from: reference 38
# bound: 10 seconds
# expect: timedOut
import time

for _ in range(500):
    print(".", end="")
    time.sleep(0.02)
print("REACHED 10 seconds")
