days = int(input())

# Read the rain of each day, then print the two results.
