// attack: source text that is hard to compile
// promise: time
// from: compilers recurse
// bound: 20 MB of text
// expect: failed or timedOut or outOfMemory or crashed
for (const source of ['('.repeat(1e6), `${'['.repeat(2e5)}${']'.repeat(2e5)}`, `1${'+1'.repeat(5e5)}`, '`${'.repeat(1e5)])
  try {
    eval(source)
  } catch (error) {
    console.log('REFUSED', error.message)
  }
eval(`${'{'.repeat(1e6)}`)
console.log('REACHED the end')
