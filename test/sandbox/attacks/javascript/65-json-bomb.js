// attack: a text that doubles inside JSON
// promise: memory
// from: measured: 651 MB under a limit of 50
// bound: 1 GB
// expect: outOfMemory or failed or timedOut
let text = '"'.repeat(1000)
const kept = []
for (let count = 0; count < 18; count++) {
  text = JSON.stringify(text)
  kept.push(text)
}
console.log('REACHED', text.length, 'characters')
