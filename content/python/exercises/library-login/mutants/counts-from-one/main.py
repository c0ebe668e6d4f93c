# These two lines read the names. Leave them as they are.
first = input()
last = input()

# Print the three lines of the card.
initials = f"{first[1]}.{last[1]}.".upper()
login = f"{first[1]}.{last}".replace(" ", "").lower()

print(f"Name: {last}, {first}")
print(f"Initials: {initials}")
print(f"Login: {login}")
