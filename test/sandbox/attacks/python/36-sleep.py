# attack: doing nothing for four seconds
# promise: time
# from: reference 36
# bound: 4 seconds
# expect: timedOut
import time

time.sleep(4)
print("REACHED 4 seconds")
