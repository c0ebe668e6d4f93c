# This line reads a whole number. Leave it as it is.
total = int(input())

# Work out the hours, minutes and seconds, and print them.
