# These two lines read the names. Leave them as they are.
first = input()
last = input()

# Print the three lines of the card.
initials = f"{first[0]}.{last[0]}.".upper()
login = f"{first[0]}.{last}".replace(" ", "").lower()

print(f"Name: {last}, {first}")
print(f"Initials: {initials}")
print("Login: {login}")
