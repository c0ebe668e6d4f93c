days = int(input())

total = 0
rainy_days = 0
for day in range(days):
    rain = int(input())
    total += rain
    if rain > 1:
        rainy_days += 1

print(f"Total: {total} mm")
print(f"Rainy days: {rainy_days}")
