price = int(input())
largest = int(input())

for grams in range(100, largest, 100):
    print(f"{grams} g: {grams // 100 * price}")
