# Read the dish, the people of the recipe, your people and the grams.

# Work out the rice for one person and for all.

# Print the three lines.
