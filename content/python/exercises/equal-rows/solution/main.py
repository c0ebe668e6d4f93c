seedlings = int(input())

rows = 0
for candidate in range(2, seedlings):
    if seedlings % candidate == 0:
        rows = candidate
        break

if rows == 0:
    print("No equal rows")
else:
    print(f"{rows} rows of {seedlings // rows}")
