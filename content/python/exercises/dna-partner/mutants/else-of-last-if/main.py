strand = input()
partner = ""

for letter in strand:
    if letter == "A":
        partner += "T"
    if letter == "T":
        partner += "A"
    if letter == "C":
        partner += "G"
    if letter == "G":
        partner += "C"
    else:
        partner += "?"

print(partner)
