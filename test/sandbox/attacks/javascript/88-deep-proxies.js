// attack: a hundred thousand proxies, one around the other
// promise: host
// from: V8 walks them in native code
// bound: 100,000 objects
// run: cases
// expect: failed or returned or crashed or outOfMemory
function attack() {
  let one = {}
  for (let count = 0; count < 1e5; count++) one = new Proxy(one, {})
  try {
    void one.name
    console.log(one)
  } catch (error) {
    console.log('REFUSED', error.message)
  }
  return one
}
function after() {
  return 45
}
