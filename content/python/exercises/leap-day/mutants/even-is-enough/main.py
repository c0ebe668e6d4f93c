year = int(input())

if year % 400 == 0 or (year % 2 == 0 and year % 100 != 0):
    print(f"{year} has a 29 February")
else:
    print(f"{year} has no 29 February")
