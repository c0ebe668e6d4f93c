// attack: what is given back is waited for, and never lets go
// promise: time
// from: assimilation of thenables
// bound: 10 seconds
// run: cases
// expect: timedOut
const end = Date.now() + 10_000
function attack() {
  const again = {
    then(resolve) {
      if (Date.now() > end) resolve('REACHED 10 seconds')
      else resolve(again)
    },
  }
  return again
}
function after() {
  return 45
}
