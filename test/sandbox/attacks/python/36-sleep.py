# attack: doing nothing for ten seconds
# promise: time
# from: reference 36
# bound: 10 seconds
# expect: timedOut
import time

time.sleep(10)
print("REACHED 10 seconds")
