# Read two counts, one from each line.
first = int(input("Books: "))
second = int(input("Books: "))

# Print the sum, as in the task.
print(f"{first} + {second} = {first + second}")
