parcels = 0
total = 0

# Read the lines until "stop".

print(f"Parcels: {parcels}")
print(f"Weight: {total} kg")
