age = int(input())

if age < 6:
    fare = 0
elif age < 16:
    fare = 4
elif age < 65:
    fare = 9
else:
    fare = 5

print(f"Fare: {fare}")
