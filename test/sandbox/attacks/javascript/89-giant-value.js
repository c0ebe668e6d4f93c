// attack: values that are too large, too many, or never end, given back
// promise: host
// from: the channel of results
// bound: below 1 GB
// run: cases
// expect: returned or failed or outOfMemory
function attack() {
  const cyclic = []
  cyclic.push(cyclic)
  const long = []
  long.length = 2 ** 32 - 1
  const text = 'x'.repeat(2 ** 24)
  const pretends = new Proxy([], { get: (_, key) => (key === 'length' ? 2 ** 31 : text) })
  return [cyclic, long, text, pretends, new Array(1e5).fill({}), 10n ** 100000n, new Date(NaN), -0]
}
function after() {
  return 45
}
