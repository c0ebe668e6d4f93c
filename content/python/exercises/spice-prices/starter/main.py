price = int(input())
largest = int(input())

# Print one line for each bag.
