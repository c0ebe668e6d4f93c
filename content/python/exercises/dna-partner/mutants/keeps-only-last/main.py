strand = input()
partner = ""

for letter in strand:
    if letter == "A":
        partner = "T"
    elif letter == "T":
        partner = "A"
    elif letter == "C":
        partner = "G"
    elif letter == "G":
        partner = "C"
    else:
        partner = "?"

print(partner)
