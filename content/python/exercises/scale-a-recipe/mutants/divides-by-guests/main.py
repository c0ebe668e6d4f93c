# Read the dish, the people of the recipe, your people and the grams.
dish = input()
recipe_people = int(input())
people = int(input())
grams = float(input())

# Work out the rice for one person and for all.
each = grams / people
rice = each * people

# Print the three lines.
print(f"{dish} for {people}")
print(f"Rice: {rice:.1f} g")
print(f"Each: {each:.2f} g")
