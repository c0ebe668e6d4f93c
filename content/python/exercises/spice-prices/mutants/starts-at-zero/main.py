price = int(input())
largest = int(input())

for grams in range(0, largest + 1, 100):
    print(f"{grams} g: {grams // 100 * price}")
