// attack: buffers, which are no part of the heap
// promise: memory
// from: isolated-vm counts them; all ways of making them
// bound: 1 GB
// expect: outOfMemory or failed
const kept = []
for (let count = 0; count < 64; count++) {
  const one = new Uint8Array(16 << 20)
  one.fill(1)
  kept.push(one, one.slice(), new Float64Array(1 << 20).fill(1), structuredClone(one))
}
console.log('REACHED', kept.length, 'buffers')
