# Read two counts, one from each line.
first = input()
second = input()

# Print the sum, as in the task.
print(f"{first} + {second} = {first + second}")
