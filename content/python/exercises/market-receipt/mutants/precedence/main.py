# Read the eight lines.
stall = input().strip().upper()
item1 = input()
count1 = int(input())
price1 = float(input())
item2 = input()
count2 = int(input())
price2 = float(input())
paid = float(input())

# Calculate.
cost1 = count1 * price1
cost2 = count2 * price2
total = count1 + count2 * price1 + price2
count = count1 + count2
change = paid - total

# Print the receipt.
print(stall)
print("=" * 24)
print(f"{item1:<12}{count1:>4}{cost1:>8.2f}")
print(f"{item2:<12}{count2:>4}{cost2:>8.2f}")
print("-" * 24)
print(f"{'Total':<12}{count:>4}{total:>8.2f}")
print(f"{'Paid':<16}{paid:>8.2f}")
print(f"{'Change':<16}{change:>8.2f}")
