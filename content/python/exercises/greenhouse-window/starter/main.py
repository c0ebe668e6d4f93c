degrees = int(input())
humidity = int(input())
rain = input()

# Print open or closed.
