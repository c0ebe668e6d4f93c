seedlings = int(input())

for candidate in range(2, seedlings):
    if seedlings % candidate == 0:
        print(f"{candidate} rows of {seedlings // candidate}")
        break
    else:
        print("No equal rows")
