// attack: an error whose stack never comes
// promise: time
// from: measured: neither timeout nor dispose ends it
// bound: 10 seconds
// expect: timedOut
const end = Date.now() + 10_000
const error = new Error('one')
Object.defineProperty(error, 'stack', {
  get() {
    while (Date.now() < end);
    return 'REACHED 10 seconds'
  },
})
throw error
