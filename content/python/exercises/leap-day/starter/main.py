year = int(input())

# Print whether the year has a 29 February.
