# Read the price and the money paid.

# Work out the change in whole cents.

# Print the change and the coins.
