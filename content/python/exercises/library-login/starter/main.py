# These two lines read the names. Leave them as they are.
first = input()
last = input()

# Print the three lines of the card.
