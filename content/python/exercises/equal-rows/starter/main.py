seedlings = int(input())

# Find the smallest number of equal rows.
