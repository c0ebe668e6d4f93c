// attack: structuredClone of what is deep, wide and never ends
// promise: host
// from: the clone is made by our own code
// bound: 10 seconds, 1 GB
// expect: failed or timedOut or outOfMemory
let deep = {}
for (let count = 0; count < 1e6; count++) deep = { deep }
try {
  structuredClone(deep)
} catch (error) {
  console.log('REFUSED', error.message)
}
const end = Date.now() + 10_000
structuredClone({
  get endless() {
    while (Date.now() < end);
    return 'REACHED 10 seconds'
  },
})
