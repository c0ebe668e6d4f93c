// attack: a stack that is full just where the harness is called: its error is of another realm
// promise: host
// from: vm2 CVE-2023-29017
// bound: the stack, a thousand times
// expect: refused
import { attempt, foreign } from './attempt.js'

const found = new Set()
const keep = (error) => {
  const one = foreign(error)
  if (one) found.add(one)
}
const cyclic = {}
cyclic.self = cyclic
const ways = [
  () => console.log('x'),
  () => console.log(cyclic, [1], new Map([[1, 2]])),
  () => console.table([{ a: 1 }]),
  () => console.error(new Error('x')),
  () => structuredClone([1, { a: new Date() }]),
  () => prompt('?'),
  () => setTimeout(() => {}, 1),
  () => queueMicrotask(() => {}),
  () => console.group('x'),
  () => new ArrayBuffer(8),
]
let depth = 0
const measure = () => {
  depth++
  measure()
}
try {
  measure()
} catch {}
for (const way of ways)
  for (let short = 0; short < 4; short++) {
    const exact = (left) => (left > 0 ? exact(left - 1) : way())
    try {
      exact(Math.floor(depth * 0.97) + short * Math.floor(depth / 120))
    } catch (error) {
      keep(error)
    }
  }
for (const one of found) await attempt('an error', () => one)
await attempt('errors of the harness', () => null)
