left = input()
middle = input()
right = input()

left = right
middle = left
right = middle

print("Left:", left)
print("Middle:", middle)
print("Right:", right)
