nights = int(input())

coldest = 0
coldest_night = 1
warmest = 0
warmest_night = 1

for night in range(1, nights + 1):
    degrees = int(input())
    if degrees < coldest:
        coldest = degrees
        coldest_night = night
    if degrees > warmest:
        warmest = degrees
        warmest_night = night

print(f"Coldest: {coldest} (night {coldest_night})")
print(f"Warmest: {warmest} (night {warmest_night})")
