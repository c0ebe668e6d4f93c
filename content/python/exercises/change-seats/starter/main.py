left = input()
middle = input()
right = input()

# Write your lines here: everyone moves one seat to the right.


print("Left:", left)
print("Middle:", middle)
print("Right:", right)
