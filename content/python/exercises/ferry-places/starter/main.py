places = int(input())
people = int(input())

# Print the three answers here.
