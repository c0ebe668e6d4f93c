price = int(input())
box = int(input())
amount = int(input())

# Save until there is enough.
