# These two lines read the city and the platform. Leave them as they are.
city = input()
platform = input()

# Print the board below.
print("** Departures **")
print("To:", platform)
print("Platform:", city)
print()
print("Have a good trip!")
