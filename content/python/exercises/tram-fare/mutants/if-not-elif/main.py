age = int(input())

if age < 6:
    fare = 0
if age < 16:
    fare = 4
if age < 65:
    fare = 9
else:
    fare = 5

print(f"Fare: {fare}")
