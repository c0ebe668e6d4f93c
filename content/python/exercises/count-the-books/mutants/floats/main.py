# Read two counts, one from each line.
first = float(input())
second = float(input())

# Print the sum, as in the task.
prfloat(f"{first} + {second} = {first + second}")
