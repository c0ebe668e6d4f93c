left = input()
middle = input()
right = input()

left, middle, right = right, left, middle

print("Left:", left)
print("Middle:", middle)
print("Right:", right)
