# Read two counts, one from each line.

# Print the sum, as in the task.
