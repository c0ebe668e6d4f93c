// attack: JSON two hundred thousand deep, read, written and given back
// promise: host
// from: reference 12
// bound: 20 MB of text
// run: cases
// expect: failed or returned or outOfMemory or crashed
function attack() {
  try {
    JSON.parse('['.repeat(2e5) + ']'.repeat(2e5))
  } catch (error) {
    console.log('REFUSED', error.message)
  }
  let nested = []
  for (let depth = 0; depth < 2e5; depth++) nested = [nested]
  try {
    JSON.stringify(nested)
  } catch (error) {
    console.log('REFUSED', error.message)
  }
  return nested
}
function after() {
  return 45
}
