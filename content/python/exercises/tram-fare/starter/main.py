age = int(input())

# Choose the fare, then print it.
