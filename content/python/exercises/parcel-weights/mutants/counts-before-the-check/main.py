parcels = 0
total = 0

while True:
    line = input()
    if line == "stop":
        break
    parcels += 1
    weight = int(line)
    if weight <= 0 or weight > 30:
        continue
    total += weight

print(f"Parcels: {parcels}")
print(f"Weight: {total} kg")
