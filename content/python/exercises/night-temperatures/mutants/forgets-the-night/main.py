nights = int(input())

degrees = int(input())
coldest = degrees
coldest_night = 1
warmest = degrees
warmest_night = 1

for night in range(2, nights + 1):
    degrees = int(input())
    if degrees < coldest:
        coldest = degrees
    if degrees > warmest:
        warmest = degrees

print(f"Coldest: {coldest} (night {coldest_night})")
print(f"Warmest: {warmest} (night {warmest_night})")
