degrees = int(input())
humidity = int(input())
rain = input()

too_warm = degrees > 28
too_damp = degrees > 24 or humidity > 80

if (too_warm or too_damp) and rain == "no":
    print("open")
else:
    print("closed")
