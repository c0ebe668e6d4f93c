left = input()
middle = input()
right = input()

right = middle
spare = right
middle = left
left = spare

print("Left:", left)
print("Middle:", middle)
print("Right:", right)
