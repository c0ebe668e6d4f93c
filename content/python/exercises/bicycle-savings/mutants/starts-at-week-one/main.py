price = int(input())
box = int(input())
amount = int(input())

week = 1
while box < price:
    box += amount
    print(f"Week {week}: {box}")
    amount += 5
    week += 1

print(f"Weeks needed: {week}")
