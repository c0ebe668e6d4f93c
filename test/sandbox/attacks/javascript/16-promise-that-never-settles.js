// attack: waiting for what never comes
// promise: time
// from: reference 16
// bound: it takes nothing
// run: cases
// expect: failed
function attack() {
  return new Promise(() => {})
}
function after() {
  return 45
}
