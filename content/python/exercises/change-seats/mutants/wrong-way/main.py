left = input()
middle = input()
right = input()

left, middle, right = middle, right, left

print("Left:", left)
print("Middle:", middle)
print("Right:", right)
