// attack: texts that grow inside one call
// promise: memory
// from: normalize, toUpperCase, replaceAll, padEnd, localeCompare
// bound: 1 GB
// expect: outOfMemory or failed or timedOut
const kept = []
for (let count = 0; count < 40; count++) {
  const text = '\ufdfa'.repeat(1e6)
  kept.push(text.normalize('NFKD'), '\u0390'.repeat(1e6).toUpperCase(), 'a'.repeat(1e4).replaceAll('a', 'b'.repeat(1e3)))
}
console.log('REACHED', kept.length)
