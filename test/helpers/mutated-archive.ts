import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { tarOf, zipOf } from './archives.ts'

/** Pieces of names that make trouble, alone and together. */
const name = fc
  .array(
    fc.constantFrom(
      'main.py',
      'MAIN.PY',
      'jane',
      'omar',
      'a',
      '..',
      '.',
      '',
      'C:',
      '~',
      '\\',
      'nul',
      ' ',
      'x.zip',
      '__MACOSX',
      '.git',
      '.mastery.json',
      'ü',
      'u\u0308',
      '\u0000',
      '\u202E',
      'submission_12',
      'Jane_12_assignsubmission_file_',
      'submission_metadata.yml',
      'doe_12_345_main.py',
      '__proto__',
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join('/'))

const data = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constant(zipOf([{ name: 'main.py', data: 'z' }])),
)

const zip = fc
  .record({
    entries: fc.array(
      fc.record(
        {
          name,
          data,
          method: fc.constantFrom(0, 8, 12),
          mode: fc.constantFrom(0, 0o100644, 0o120777, 0o040755, 0o010644),
          flags: fc.constantFrom(0, 0x800, 0x801, 0x840),
          size: fc.constantFrom(0, 1, 1e6, 0xffffffff),
          descriptor: fc.boolean(),
          zip64: fc.boolean(),
        },
        { requiredKeys: ['name'] },
      ),
      { maxLength: 6 },
    ),
    zip64: fc.boolean(),
    comment: fc.constantFrom('', 'PK\x05\x06'),
  })
  .map(({ entries, ...options }) => zipOf(entries, options))

const tar = fc
  .array(
    fc.record(
      {
        name,
        data: fc.oneof(
          data,
          fc.constantFrom('20 path=../main.py\n', '-8 a=bc\n', '9 size=9\n', '14 size=99999\n'),
        ),
        type: fc.constantFrom(
          '0',
          '1',
          '2',
          '3',
          '5',
          '6',
          '7',
          'x',
          'g',
          'L',
          'K',
          'S',
          'D',
          '\0',
        ),
        linkname: fc.constantFrom('', '/etc/passwd', '../x'),
        size: fc.constantFrom(0, 1, 511, 513, 8_589_934_591),
      },
      { requiredKeys: ['name'] },
    ),
    { maxLength: 6 },
  )
  .map((entries) => tarOf(entries))

/** How bytes are spoiled: `at` is a share of the length, so that it shrinks well. */
const damage = fc.oneof(
  fc.record({
    what: fc.constant('set' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.nat(255),
  }),
  fc.record({
    what: fc.constant('cut' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.nat(255),
  }),
  fc.record({
    what: fc.constant('drop' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.nat(255),
  }),
  fc.record({
    what: fc.constant('double' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.nat(255),
  }),
)

/** Archives as nobody would make them: odd entries, then bytes changed, cut out, doubled. */
export const mutatedArchive: fc.Arbitrary<Buffer> = fc
  .record({
    whole: fc.oneof(zip, tar),
    inner: fc.array(damage, { maxLength: 4 }),
    wrap: fc.constantFrom('plain', 'gzip', 'in a zip', 'random'),
    outer: fc.array(damage, { maxLength: 2 }),
    random: fc.uint8Array({ maxLength: 700 }),
  })
  .map(({ whole, inner, wrap, outer, random }) => {
    const spoiled = inner.reduce<Buffer>(spoil, whole)
    if (wrap === 'random') return Buffer.concat([spoiled.subarray(0, 40), random])
    if (wrap === 'plain') return spoiled
    const wrapped =
      wrap === 'gzip'
        ? gzipSync(spoiled)
        : zipOf([
            { name: 'jane/main.py', data: 'j' },
            { name: 'omar.zip', data: spoiled },
          ])
    return outer.reduce<Buffer>(spoil, wrapped)
  })

function spoil(
  bytes: Buffer,
  { what, at, byte }: { what: string; at: number; byte: number },
): Buffer {
  const place = Math.min(bytes.length - 1, Math.floor(at * bytes.length))
  if (place < 0) return bytes
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)]
  if (what === 'cut') return Buffer.from(before)
  if (what === 'drop') return Buffer.concat([before, after.subarray(byte)])
  if (what === 'double') return Buffer.concat([before, after.subarray(0, byte), after])
  const set = Buffer.from(bytes)
  set[place] = byte
  return set
}
