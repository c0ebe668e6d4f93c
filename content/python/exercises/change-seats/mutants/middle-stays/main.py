left = input()
middle = input()
right = input()

left, right = right, left

print("Left:", left)
print("Middle:", middle)
print("Right:", right)
