# This line reads the name. Leave it as it is.
name = input()

# Print the badge below.
