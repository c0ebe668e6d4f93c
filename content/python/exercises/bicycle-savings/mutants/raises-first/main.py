price = int(input())
box = int(input())
amount = int(input())

week = 0
while box < price:
    week += 1
    amount += 5
    box += amount
    print(f"Week {week}: {box}")

print(f"Weeks needed: {week}")
