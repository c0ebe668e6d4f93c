strand = input()
partner = ""

for letter in strand:
    if letter == "A":
        letter = "T"
    if letter == "T":
        letter = "A"
    if letter == "C":
        letter = "G"
    if letter == "G":
        letter = "C"
    if letter not in "ACGT":
        letter = "?"
    partner += letter

print(partner)
