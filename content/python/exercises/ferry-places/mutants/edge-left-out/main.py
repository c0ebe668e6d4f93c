places = int(input())
people = int(input())

print(f"Fits: {people < places}")
print(f"Full: {people == places}")
print(f"Too many: {people > places}")
