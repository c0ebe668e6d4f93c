nights = int(input())

degrees = int(input())
coldest = degrees
coldest_night = 1
warmest = degrees
warmest_night = 1

for night in range(2, nights):
    degrees = int(input())
    if degrees < coldest:
        coldest = degrees
        coldest_night = night
    if degrees > warmest:
        warmest = degrees
        warmest_night = night

print(f"Coldest: {coldest} (night {coldest_night})")
print(f"Warmest: {warmest} (night {warmest_night})")
