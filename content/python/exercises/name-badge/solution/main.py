# This line reads the name. Leave it as it is.
name = input()

# Print the badge below.
name = name.strip().upper()
border = "*" * (len(name) + 4)

print(border)
print(f"* {name} *")
print(border)
