price = int(input())
box = int(input())
amount = int(input())

week = 0
while box <= price:
    week += 1
    box += amount
    print(f"Week {week}: {box}")
    amount += 5

print(f"Weeks needed: {week}")
