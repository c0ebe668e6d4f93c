price = int(input())
largest = int(input())

for grams in range(100, largest + 1, 100):
    print(f"{grams} g: {grams * price}")
