# Read two counts, one from each line.
first = int(input())
second = int(input())

# Print the sum, as in the task.
print("{first} + {second} = {first + second}")
