name = input()

name = name.strip().upper()
border = "*" * len(name) + "4"

print(border)
print(f"* {name} *")
print(border)
