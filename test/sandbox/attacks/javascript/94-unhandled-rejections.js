// attack: a million errors that nobody catches
// promise: host
// from: what a host does with rejections
// bound: 200,000 promises
// expect: refused or failed or outOfMemory or timedOut
console.log('REFUSED all')
for (let count = 0; count < 200_000; count++) Promise.reject(new Error(`nobody catches ${count}`))
