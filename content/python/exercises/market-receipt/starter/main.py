# Read the eight lines.
stall = input()

# Calculate.

# Print the receipt.
print(stall)
