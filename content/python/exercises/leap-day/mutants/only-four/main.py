year = int(input())

if year % 4 == 0:
    print(f"{year} has a 29 February")
else:
    print(f"{year} has no 29 February")
