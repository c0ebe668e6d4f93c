strand = input()
partner = ""

for letter in strand:
    if letter == "A":
        partner = "T" + partner
    elif letter == "T":
        partner = "A" + partner
    elif letter == "C":
        partner = "G" + partner
    elif letter == "G":
        partner = "C" + partner
    else:
        partner = "?" + partner

print(partner)
