// attack: a buffer that grows after it was made
// promise: memory
// from: reference 9
// bound: 512 MB
// expect: refused
import { attempt } from './attempt.js'

const grown = (buffer) => {
  buffer.resize(512 << 20)
  new Uint8Array(buffer).fill(1)
  return buffer.byteLength
}
await attempt('maxByteLength', () => grown(new ArrayBuffer(8, { maxByteLength: 512 << 20 })))
await attempt('Reflect.construct', () =>
  grown(Reflect.construct(ArrayBuffer, [8, { maxByteLength: 512 << 20 }])),
)
await attempt('the constructor of a typed array', () => {
  const Original = new Uint8Array(8).buffer.constructor
  return grown(new Original(8, { maxByteLength: 512 << 20 }))
})
await attempt('a subclass', () => {
  class Mine extends ArrayBuffer {}
  return grown(new Mine(8, { maxByteLength: 512 << 20 }))
})
await attempt('transfer', () => new ArrayBuffer(8).transfer(512 << 20).byteLength)
await attempt('Symbol.species', () => {
  const One = new ArrayBuffer(8).constructor[Symbol.species]
  return grown(new One(8, { maxByteLength: 512 << 20 }))
})
