degrees = int(input())
humidity = int(input())
rain = input()

if degrees > 28 and humidity > 80 and rain == "no":
    print("open")
else:
    print("closed")
