// attack: the longest texts there can be
// promise: memory
// from: measured: 432 MB under a limit of 50
// bound: 1 GB
// expect: outOfMemory or failed
const kept = []
for (let count = 0; count < 8; count++) {
  const text = String.fromCharCode(65 + count).repeat(2 ** 27)
  kept.push(text, text.charCodeAt(2 ** 26), text.split('', 1), /Z/.test(text))
}
console.log('REACHED', kept.length * 2 ** 27, 'characters')
