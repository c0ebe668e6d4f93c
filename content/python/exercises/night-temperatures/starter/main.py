nights = int(input())

# Keep the coldest and the warmest night so far.
