// attack: the harness's own functions through the frames of an error
// promise: host
// from: the way out of vm2 in CVE-2022-36067
// bound: a few errors
// expect: refused
import { attempt, foreign } from './attempt.js'

const found = []
Error.prepareStackTrace = (_, sites) => {
  found.push(foreign(sites))
  for (const site of sites) {
    const parts = [site.getThis?.(), site.getFunction?.(), site.getTypeName?.()]
    for (const part of parts) if (typeof part === 'function' || typeof part === 'object') found.push(foreign(part))
    if (/mastery:|isolated-vm|node:/.test(String(site.getFileName()))) found.push(site.getFunction() ?? site.getThis())
  }
  return 'prepared'
}
void new Error('one').stack
try {
  console.table(new Proxy([{}], { get() { throw new Error('inside') } }))
} catch (error) {
  void error.stack
}
setTimeout(() => void new Error('in a timer').stack)
await new Promise((resolve) => setTimeout(resolve, 5))
for (const one of found) await attempt('a frame', () => one)
await attempt('frames', () => null)
