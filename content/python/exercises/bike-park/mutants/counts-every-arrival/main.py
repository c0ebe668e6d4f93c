places = int(input())

bikes = 0
most = 0
turned_away = 0

while True:
    command = input().lower()
    if command == "close":
        break
    if command == "":
        continue

    if command == "in" and bikes < places:
        bikes += 1
        most += 1
    elif command == "in":
        turned_away += 1
        print("Sorry, full")
    elif command == "out" and bikes > 0:
        bikes -= 1
    elif command == "out":
        print("No bike here")
    elif command == "state":
        print(f"{bikes} of {places} taken")
    else:
        print("Unknown command")

print(f"Most at once: {most}")
print(f"Turned away: {turned_away}")
print(f"Left over: {bikes}")
