# These lines read three numbers. Leave them as they are.
morning = float(input())
noon = float(input())
night = float(input())

# Work out the mean and the change, and print them.
mean = (morning + noon + night) / 3
change = night - morning

print("Mean:", round(mean))
print("Change:", round(change, 1))
