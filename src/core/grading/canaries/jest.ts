import type { TestFile } from '../../course/model.ts'
import type { Plant, Planted } from './canaries.ts'
import { type Edit, edited, pick, type Random, word } from './chance.ts'
import { type JestSource, readJest } from './jest-source.ts'

/** How many there are of each kind, at most. */
const COPIES = 3
const PLAIN = 2

/**
 * Puts canaries into a file of Jest: tests of the learner's own exports that expect what no program gives back, and
 * tests that fail or pass whatever the learner's code does. Those that call the learner's code come last, so that what
 * they leave behind changes no other; the rest stand anywhere.
 */
export const plantJest: Plant = (file, random) => {
  const source = readJest(file.text)
  const planted: Planted = { text: '', mustPass: [], mustFail: [] }
  const name = nameMaker(file, random)
  const edits: Edit[] = []
  const put = (body: string, fails: boolean, last = false) => {
    const own = name()
    const end = source.text.length
    const at = last || source.places.length === 0 ? end : pick([...source.places, end], random)
    const only = source.hasOnly ? '.only' : ''
    // Hooks of the file may fail because of the learner's code: it runs without them (sandbox/guest/jest/collect.ts).
    const test = `test${only}(${quoted(own)}, () => { ${body} }, { hooks: false })`
    edits.push({ at, end: at, text: at === end ? `\n;${test}\n` : `${test};` })
    planted[fails ? 'mustFail' : 'mustPass'].push(own)
  }
  for (const body of ofExports(source, random)) put(body, true, true)
  for (let count = 0; count < PLAIN; count++) {
    put(failing(random), true)
    put(passing(random), false)
  }
  return { ...planted, text: edited(source.text, edits) }
}

/** Comparisons of the file's own with another value, and exports that are no such thing. */
function ofExports({ comparisons, imported }: JestSource, random: Random): string[] {
  const left = [...comparisons]
  const bodies: string[] = []
  while (bodies.length < COPIES && left.length > 0) {
    const [one] = left.splice(Math.floor(random() * left.length), 1)
    if (one !== undefined) bodies.push(`expect(${one.value}).${one.matcher}(${never(random)})`)
  }
  if (imported.length > 0)
    bodies.push(`expect(${pick(imported, random)}).toEqual(${never(random)})`)
  return bodies
}

/** What no program gives back by mistake. */
function never(random: Random): string {
  const number = 1e8 + Math.floor(random() * 1e9)
  const text = quoted(word(random, 12))
  return pick(
    [String(number), text, `[${number}, ${text}]`, `{ ${word(random, 8)}: ${number} }`],
    random,
  )
}

/** Each asks another part of the framework, or of the language. */
function failing(random: Random): string {
  const [one, other] = [number(random), number(random) + 1000]
  return pick(
    [
      `expect(${one}).toBe(${other})`,
      `expect([${one}, 1]).toEqual([${other}, 1])`,
      `expect({ a: [${one}] }).toStrictEqual({ a: [${other}] })`,
      `expect([${one}, ${other}].join('-')).toBe('${other}-${one}')`,
      `expect([${one}].map((item) => item + 1)).toEqual([${one}])`,
      `expect(JSON.stringify({ a: ${one} })).toBe(JSON.stringify({ a: ${other} }))`,
      `expect('${word(random, 6)}').toMatch(/^[0-9]+$/)`,
      `expect(() => ${one}).toThrow()`,
      `expect(new Set([${one}])).toEqual(new Set([${other}]))`,
      `expect(new Map([[1, ${one}]])).toEqual(new Map([[1, ${other}]]))`,
      `expect([...[${one}]]).toContain(${other})`,
    ],
    random,
  )
}

function passing(random: Random): string {
  const one = number(random)
  return pick(
    [
      `expect([${one}].map((item) => item + 1)).toEqual([${one + 1}])`,
      `expect([1, ${one}].join('-')).toBe('1-${one}')`,
      `expect({ a: [${one}], b: undefined }).toEqual({ a: [${one}] })`,
      `expect(JSON.parse('[${one}]')).toStrictEqual([${one}])`,
      `expect(() => { throw new TypeError('${one}') }).toThrow(TypeError)`,
      `expect([new Set([1, ${one}])]).toEqual([new Set([${one}, 1])])`,
      `expect('a${one}').toMatch(/^a\\d+$/)`,
    ],
    random,
  )
}

const number = (random: Random) => 10 + Math.floor(random() * 900)
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** Names made of the words of the file's own. */
function nameMaker({ expected }: TestFile, random: Random): () => string {
  const taken = new Set(expected.map(({ name }) => name))
  const last = [...taken].map((name) => name.split(' > ').at(-1) ?? name)
  const words = last.flatMap((name) => name.match(/[a-z]+/gi) ?? [])
  return () => {
    for (;;) {
      const base = last.length === 0 ? word(random, 8) : pick(last, random)
      const extra = words.length < 3 ? word(random, 5) : pick(words, random)
      const name = `${base.replace(/[\r\n]/g, ' ')} ${extra}`
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
}
