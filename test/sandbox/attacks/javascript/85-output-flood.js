// attack: output without end
// promise: host
// from: reference 37
// bound: 20 MB
// expect: outputLimit
for (let count = 0; count < 2_000; count++) console.log('x'.repeat(10_000))
console.log('REACHED 20 MB')
