// attack: an error whose message never comes
// promise: time
// from: measured: neither timeout nor dispose ends it
// bound: 10 seconds
// expect: timedOut
const end = Date.now() + 10_000
throw {
  get message() {
    while (Date.now() < end);
    return 'REACHED 10 seconds'
  },
}
