# Read the price and the money paid.
price = float(input())
paid = float(input())

# Work out the change in whole cents.
change = (round(paid) - round(price)) * 100

hundreds = change // 100
rest = change % 100
twenties = rest // 20
rest = rest % 20
fives = rest // 5
ones = rest % 5

# Print the change and the coins.
print(f"Change: {change / 100:.2f}")
print(f"100 cents: {hundreds}")
print(f"20 cents: {twenties}")
print(f"5 cents: {fives}")
print(f"1 cent: {ones}")
