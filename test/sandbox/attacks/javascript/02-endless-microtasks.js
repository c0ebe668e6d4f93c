// attack: promises that never let a timer have its turn
// promise: time
// from: reference 2
// bound: 10 seconds
// expect: timedOut
const end = Date.now() + 10_000
const next = () => {
  if (Date.now() < end) return Promise.resolve().then(next)
  console.log('REACHED 10 seconds')
}
next()
