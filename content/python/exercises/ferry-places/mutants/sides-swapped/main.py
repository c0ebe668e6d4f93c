places = int(input())
people = int(input())

print(f"Fits: {places <= people}")
print(f"Full: {places == people}")
print(f"Too many: {places > people}")
