import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FrameReader } from '../../src/sandbox/frames.ts'
import { CappedOutput } from '../../src/sandbox/output.ts'
import { readReport } from '../../src/sandbox/report.ts'
import { readMappings } from '../../src/sandbox/source-map.ts'

const frame = (kind: string, payload: Buffer) => {
  const head = Buffer.alloc(5)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(payload.length, 1)
  return Buffer.concat([head, payload])
}

test('frames survive any cutting of the stream', () => {
  const list = fc.array(
    fc.record({ kind: fc.constantFrom('o', 'd'), payload: fc.uint8Array({ maxLength: 40 }) }),
    {
      maxLength: 8,
    },
  )
  fc.assert(
    fc.property(
      list,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (frames, sizes) => {
        const stream = Buffer.concat(
          frames.map(({ kind, payload }) => frame(kind, Buffer.from(payload))),
        )
        const reader = new FrameReader()
        const seen = []
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = sizes[turn % sizes.length] as number
          seen.push(...reader.push(stream.subarray(at, at + size)))
          at += size
        }
        expect(seen.map(({ kind, payload }) => [kind, [...payload]])).toEqual(
          frames.map(({ kind, payload }) => [kind, [...payload]]),
        )
      },
    ),
  )
})

test('a guest that announces gigabytes is not believed', () => {
  expect(() => new FrameReader().push(Buffer.from([0x64, 0xff, 0xff, 0xff, 0xff]))).toThrow(
    RangeError,
  )
})

test('a report is read for what it is, and nothing in it is trusted', () => {
  const read = (data: unknown) => readReport(Buffer.from(JSON.stringify(data)))
  expect(readReport(Buffer.from('no json'))).toBeNull()
  expect(readReport(Buffer.from('['.repeat(100_000)))).toBeNull()
  expect(read([1])).toBeNull()
  expect(read('text')).toBeNull()
  expect(read({})).toMatchObject({ value: null, error: null, exitCode: 0, steps: [] })
  expect(
    read({
      error: { type: 7, classes: 'x', where: { file: 1, line: 'z' }, frames: [null, { line: -1 }] },
    }),
  ).toMatchObject({
    error: { type: 'Error', classes: [], where: null, frames: [] },
    exitCode: 1,
  })
  expect(
    read({ exit: 1e9, peak: -1, files: { __proto__: 'x', a: 3 }, missing: { name: 1 } }),
  ).toMatchObject({
    exitCode: 0,
    peakMemoryBytes: null,
    missing: null,
  })
  const long = read({ error: { type: 'E'.repeat(9_999), message: 'm'.repeat(99_999) } })
  expect(long?.error?.type.length).toBeLessThanOrEqual(200)
  expect(long?.error?.message.length).toBeLessThanOrEqual(4_000)
  expect(readReport(Buffer.from('{"files":{"__proto__":"x"}}'))?.files).toHaveProperty('__proto__')
})

test('any bytes at all are a report or none', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        const report = readReport(Buffer.from(bytes))
        if (report !== null) expect(Array.isArray(report.steps)).toBe(true)
      },
    ),
  )
})

test('output is cut at a byte, never inside a character', () => {
  const output = new CappedOutput(5)
  output.add('stdout', Buffer.from('äb'))
  output.add('stderr', Buffer.from('c'))
  expect(output.full).toBe(false)
  output.add('stdout', Buffer.from('ö'))
  expect(output).toMatchObject({ full: true })
  expect(output.text()).toEqual({ stdout: 'äb', stderr: 'c' })
})

// Mappings of `const a = 1;\nenum-like code` as oxc-transform 0.158 wrote them, decoded by hand.
test("a source map leads back to the learner's own line", () => {
  const locate = readMappings('AAAA;AACA,SAAS;;AAGE')
  expect(locate(1, 1)).toEqual({ line: 1, column: 1 })
  expect(locate(2, 1)).toEqual({ line: 2, column: 1 })
  expect(locate(2, 12)).toEqual({ line: 2, column: 10 })
  expect(locate(3, 1)).toBeNull()
  expect(locate(4, 3)).toEqual({ line: 5, column: 12 })
})
