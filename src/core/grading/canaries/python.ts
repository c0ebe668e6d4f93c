import type { TestFile } from '../../course/model.ts'
import type { Plant, Planted } from './canaries.ts'
import { type Edit, edited, misspelt, pick, type Random, word } from './chance.ts'
import {
  argumentsAt,
  type Line,
  type PythonSource,
  readPython,
  type TestClass,
  type TestMethod,
  testClasses,
} from './python-source.ts'

/** How many there are of each kind, at most. */
const COPIES = 3
const PLAIN = 2

/**
 * Puts canaries into a file of unittest: copies of its own tests that expect a result no program gives back, tests
 * that fail or pass whatever the learner's code does, all as methods among the others. A file whose classes cannot be
 * told gets none.
 */
export const plantPython: Plant = (file, random) => {
  const source = readPython(file.text)
  const classes = usable(source, file)
  const [first] = classes
  if (first === undefined) return { text: file.text, mustPass: [], mustFail: [] }
  const planted: Planted = { text: '', mustPass: [], mustFail: [] }
  const edits: Edit[] = []
  const name = nameMaker(classes, random)
  const put = (home: TestClass, method: Write, fails: boolean) => {
    // A decorator of one test gives it what a canary would not get; one of the class gives it to all.
    const harmless = home.methods.filter(isHarmless)
    const place = pick(harmless.length > 0 ? harmless : home.methods, random)
    const own = name()
    const pad = ' '.repeat(place.indent)
    const isOne = isHarmless(place)
    const head = isOne ? place.decorators.map((mark) => `${pad}${mark}\n`).join('') : ''
    const parameters = isOne ? place.parameters : 'self'
    edits.push({
      at: place.start,
      end: place.start,
      text: `${head}${method(own, pad, parameters)}\n\n`,
    })
    planted[fails ? 'mustFail' : 'mustPass'].push(`${home.name}.${own}`)
  }
  const copies = classes.flatMap((home) =>
    home.methods.flatMap((method) => wrongCopies(source, home, method)),
  )
  for (let count = 0; count < COPIES && copies.length > 0; count++) {
    const [copy] = copies.splice(Math.floor(random() * copies.length), 1)
    if (copy !== undefined) put(copy.home, (own) => copy.text(own, random), true)
  }
  for (let count = 0; count < PLAIN; count++)
    put(pick(classes, random), (...head) => method(...head, failing(random)), true)
  // What sets a test up may fail because of the learner's code: then a test that must pass would say nothing.
  const calm = classes.filter(({ hasFixture }) => !hasFixture)
  if (calm.length > 0)
    for (let count = 0; count < PLAIN; count++)
      put(pick(calm, random), (...head) => method(...head, passing(random)), false)
  else {
    const own = `${first.name}${capital(word(random, 5))}`
    const test = name()
    const text = `\n\nclass ${own}(${first.bases}):\n${method(test, '    ', 'self', passing(random))}\n`
    edits.push({ at: source.text.length, end: source.text.length, text })
    planted.mustPass.push(`${own}.${test}`)
  }
  return { ...planted, text: edited(source.text, edits) }
}

/** Writes a method of that name, so far in, that takes these. */
type Write = (name: string, pad: string, parameters: string) => string

/** Classes that are run themselves, each once: not those that others inherit tests from. */
function usable(source: PythonSource, { expected }: TestFile): TestClass[] {
  const runs = new Set(expected.filter(({ skipped }) => !skipped).map(({ name }) => name))
  const classes = testClasses(source)
  return classes.flatMap((one) => {
    const heir = new RegExp(`^[ \\t]*class\\s+\\w+\\s*\\([^)]*\\b${one.name}\\b`, 'm')
    const inherited = heir.test(source.masked)
    const methods = one.methods.filter(({ name }) => runs.has(`${one.name}.${name}`))
    return inherited || methods.length === 0 || one.bases === '' ? [] : [{ ...one, methods }]
  })
}

/** Names made of the words of the file's own. */
function nameMaker(classes: readonly TestClass[], random: Random): () => string {
  const names = classes.flatMap(({ methods }) => methods.map(({ name }) => name))
  const words = names.flatMap((name) => name.split('_').slice(1)).filter((part) => part !== '')
  const taken = new Set(names)
  return () => {
    for (;;) {
      const base = pick(names, random)
      const extra = words.length < 3 || random() < 0.2 ? word(random, 4) : pick(words, random)
      const name =
        random() < 0.5 ? `${base}_${extra}` : `test_${extra}_${base.replace(/^test_?/, '')}`
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
}

function isHarmless({ decorators }: TestMethod): boolean {
  return decorators.every((mark) => mark.startsWith('@pytest.mark.task('))
}

const EQUAL =
  /^self\.assert(?:Equals?|AlmostEqual|ListEqual|DictEqual|SetEqual|TupleEqual|CountEqual|SequenceEqual|MultiLineEqual)\s*\(/

interface Copy {
  home: TestClass
  text: (name: string, random: Random) => string
}

/** One for each comparison of a method that is reached whatever the learner's code gives back. */
function wrongCopies(source: PythonSource, home: TestClass, method: TestMethod): Copy[] {
  if (!method.isPlain || !isHarmless(method)) return []
  return method.body.flatMap((line, at) => {
    const match = EQUAL.exec(line.code)
    if (match === null || !isReached(method, at)) return []
    const open = line.start + line.indent + match[0].length - 1
    const [one, other] = argumentsAt(source, open) ?? []
    if (one === undefined || other === undefined) return []
    const parts = [one, other].map((range) => ({
      ...range,
      code: source.masked.slice(range.start, range.end).trim(),
    }))
    if (parts.some(({ code }) => /^\w+\s*=[^=]/.test(code) || code.startsWith('*'))) return []
    const wrong = (random: Random): Edit => wrongValue(source, parts as Part[], random)
    const text = (name: string, random: Random) => {
      const edits = [
        { at: method.nameAt, end: method.nameAt + method.name.length, text: name },
        wrong(random),
      ].map(({ at, end, text }) => ({ at: at - method.start, end: end - method.start, text }))
      // Its decorators come with it.
      return withoutMarks(edited(source.text.slice(method.start, method.end), edits), method)
    }
    return [{ home, text }]
  })
}

function withoutMarks(text: string, { decorators }: TestMethod): string {
  return text.split('\n').slice(decorators.length).join('\n')
}

interface Part {
  start: number
  end: number
  code: string
}

/** Another value in the place of what is expected: one that no program gives back by mistake. */
function wrongValue(source: PythonSource, parts: Part[], random: Random): Edit {
  const constant = parts.find(({ code }) => isConstant(code))
  const texts = source.literals.filter(
    ({ start, end, from, to, plain }) =>
      constant !== undefined &&
      start >= constant.start &&
      end <= constant.end &&
      plain &&
      to > from,
  )
  if (texts.length > 0) {
    const { from, to } = pick(texts, random)
    return { at: from, end: to, text: misspelt(source.text.slice(from, to), random) }
  }
  const number = constant === undefined ? null : /(?<![\w.])\d+(?![\w.])/.exec(constant.code)
  if (constant !== undefined && number !== null) {
    const lead = source.masked.slice(constant.start, constant.end).search(/\S/)
    const at = constant.start + lead + number.index
    return { at, end: at + number[0].length, text: String(10_000 + Math.floor(random() * 1e9)) }
  }
  const expected =
    parts.find(({ code }) => /^(expected|want|result)\w*$/.test(code)) ??
    [...parts].reverse().find(({ code }) => !code.includes('(')) ??
    (parts[1] as Part)
  const inner = source.text.slice(expected.start, expected.end).trim()
  const extra = Math.floor(random() * 1e9)
  return { at: expected.start, end: expected.end, text: ` [${inner}, ${extra}]` }
}

/** Nothing but strings, numbers and the brackets around them. */
function isConstant(code: string): boolean {
  return /^["\d\s,.:[\](){}+-]+$/.test(code) && /["\d]/.test(code)
}

/** Whether a line runs however the code before it behaves, if it does not raise. */
function isReached({ body }: TestMethod, at: number): boolean {
  const line = body[at] as Line
  let indent = line.indent
  const base = Math.min(...body.map((one) => one.indent))
  const early = body.slice(0, at)
  if (early.some(({ code }) => /^(return|raise|if|else|elif|while|try|match)\b/.test(code)))
    return false
  for (const above of early.toReversed()) {
    if (above.indent >= indent) continue
    indent = above.indent
    if (!/^with self\.subTest\(/.test(above.code) && !isConstantLoop(early, above)) return false
  }
  return indent === base
}

/** A loop over what the test itself wrote down. */
function isConstantLoop(early: readonly Line[], { code }: Line): boolean {
  const over = /^for\b.*?\bin\s(.*):$/.exec(code)?.[1]
  if (over === undefined) return false
  const known = new Set(['enumerate', 'zip', 'start'])
  for (const { code } of early) {
    const assigned = /^(\w+)\s*=\s*(.+)$/.exec(code)
    if (
      assigned?.[1] !== undefined &&
      /^[[(].*["\d].*[\])]$/.test(assigned[2] ?? '') &&
      !/\w+\s*\(/.test(assigned[2] ?? '')
    )
      known.add(assigned[1])
  }
  const names = over.match(/[A-Za-z_]\w*/g) ?? []
  return names.length > 0 ? names.every((name) => known.has(name)) : /["\d]/.test(over)
}

function method(name: string, pad: string, parameters: string, lines: string[]): string {
  return [`${pad}def ${name}(${parameters}):`, ...lines.map((line) => `${pad}    ${line}`)].join(
    '\n',
  )
}

function failing(random: Random): string[] {
  const [one, other] = [word(random, 7), word(random, 7)]
  const number = 100 + Math.floor(random() * 9_000)
  return pick(
    [
      [`self.assertEqual("${one}", "${other}")`],
      [`expected = ["${one}", ${number}]`, `self.assertEqual(["${other}", ${number}], expected)`],
      [`self.assertTrue("${one}" == "${other}")`],
      [`self.assertIn("${one}", ["${other}", "${word(random, 5)}"])`],
      ['with self.assertRaises(ValueError):', `    int("${number}")`],
      [`self.assertFalse(${number} == ${number})`],
      [`self.assertIsNone("${one}")`],
    ],
    random,
  )
}

function passing(random: Random): string[] {
  const [one, other] = [word(random, 7), word(random, 7)]
  const number = 100 + Math.floor(random() * 9_000)
  return pick(
    [
      [`self.assertEqual("${one}${other}", "${one}" + "${other}")`],
      [`expected = ["${one}", ${number}]`, `self.assertEqual(["${one}", ${number}], expected)`],
      [`self.assertTrue("${one}" != "${other}x")`],
      [`self.assertIn("${one}", ["${other}", "${one}"])`],
      ['with self.assertRaises(ValueError):', `    int("${one}")`],
    ],
    random,
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
