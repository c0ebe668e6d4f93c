places = int(input())

# Handle the commands until "close".

# Then print the three lines of the day.
