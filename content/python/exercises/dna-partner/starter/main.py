strand = input()
partner = ""

# Go through the strand and build its partner.

print(partner)
