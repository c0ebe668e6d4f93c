# attack: a value of forty million characters, and one that contains itself
# promise: host
# from: the channel of results
# bound: 20 MB
# run: cases
# expect: returned
def attack():
    return "x" * (20 << 20)


def after():
    return 45
