# This line reads a whole number. Leave it as it is.
total = int(input())

# Work out the hours, minutes and seconds, and print them.
hours = total // 60
rest = total % 60
minutes = rest // 60
seconds = rest % 60

print("Hours:", hours)
print("Minutes:", minutes)
print("Seconds:", seconds)
