// attack: an iterator that never ends, given back and spread
// promise: time
// from: generators that ignore return and throw
// bound: 10 seconds
// expect: timedOut or outOfMemory
const end = Date.now() + 10_000
const endless = {
  [Symbol.iterator]() {
    return this
  },
  next: () => ({ done: Date.now() > end, value: 1 }),
  return: () => {
    while (Date.now() < end);
    return {}
  },
}
for (const one of endless) if (one === 2) break
const [first] = endless
console.log('REACHED', first)
