parcels = 0
total = 0

while input() != "stop":
    weight = int(input())
    if weight <= 0 or weight > 30:
        continue
    parcels += 1
    total += weight

print(f"Parcels: {parcels}")
print(f"Weight: {total} kg")
