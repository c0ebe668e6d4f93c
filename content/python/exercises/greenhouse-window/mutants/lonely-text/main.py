degrees = int(input())
humidity = int(input())
rain = input()

too_warm = degrees > 28
too_damp = degrees > 24 and humidity > 80

if rain == "yes" or "y":
    print("closed")
elif too_warm or too_damp:
    print("open")
else:
    print("closed")
