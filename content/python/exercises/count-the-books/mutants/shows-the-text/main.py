first = input()
second = input()

print(f"{first} + {second} = {int(first) + int(second)}")
