age = int(input())

if age < 6:
    fare = 0
elif age < 16:
    fare = 4
else:
    fare = 9

print(f"Fare: {fare}")
