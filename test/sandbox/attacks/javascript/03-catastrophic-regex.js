// attack: a regular expression that tries everything
// promise: time
// from: reference 3
// bound: one match; it takes no memory
// expect: timedOut
console.log('REACHED', /^(a+)+$/.test(`${'a'.repeat(40)}b`))
