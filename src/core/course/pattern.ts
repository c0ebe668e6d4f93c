import { type Assertion, type Node, PatternError, parsePattern } from './pattern-parser.ts'

/**
 * Regular expressions out of courses, matched in time proportional to text × pattern, whatever the
 * pattern. A course is written by others and must not be able to hang the program, and a backtracking
 * engine can be made to: `/^(a+)+$/` on thirty letters takes minutes. So the structure runs as Thompson's
 * automaton (all threads in step), and only single characters are tested with the engine of the language.
 *
 * Understood: literals, `.`, classes, `\d \w \s \p{…}` and their opposites, `^ $ \b \B`, groups,
 * alternatives, `* + ? {n,m}` (greedy or lazy: the same for a yes or no), the flags i m s u. Refused, because
 * they need backtracking: back-references and look-around.
 */
export interface Pattern {
  /** Whether it is found anywhere in the text, as `RegExp.prototype.test` has it. */
  matches(text: string): boolean
}

const MAX_SOURCE = 500
const MAX_STEPS = 2_000

type Step =
  | { do: 'atom'; atom: number }
  | { do: 'assert'; what: Assertion }
  | { do: 'split'; to: [number, number] }
  | { do: 'jump'; to: number }
  | { do: 'match' }

/** @throws PatternError with the reason, when the pattern is wrong or not understood */
export function compilePattern(source: string, flags = ''): Pattern {
  if (source.length > MAX_SOURCE) {
    throw new PatternError(`the pattern is longer than ${MAX_SOURCE} characters`)
  }
  if (/[^imsu]/.test(flags)) throw new PatternError(`unknown flag in "${flags}": use i, m, s or u`)
  const { tree, atoms } = parsePattern(source, flags)
  const steps: Step[] = []
  emit(tree, steps)
  push(steps, { do: 'match' })
  return { matches: (text) => run(steps, atoms, [...text], flags.includes('m')) }
}

function push(steps: Step[], step: Step): number {
  if (steps.length >= MAX_STEPS) throw new PatternError('the pattern repeats too much')
  return steps.push(step) - 1
}

function emit(node: Node, steps: Step[]): void {
  if (node.kind === 'atom') push(steps, { do: 'atom', atom: node.atom })
  else if (node.kind === 'assert') push(steps, { do: 'assert', what: node.what })
  else if (node.kind === 'sequence') for (const part of node.of) emit(part, steps)
  else if (node.kind === 'alternatives') emitAlternatives(node.of, steps)
  else if (node.kind === 'repeat') emitRepeat(node.of, node.min, node.max, steps)
}

function emitAlternatives(parts: Node[], steps: Step[]): void {
  const ends: { do: 'jump'; to: number }[] = []
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1) {
      emit(part, steps)
      break
    }
    const split: Step & { do: 'split' } = { do: 'split', to: [steps.length + 1, 0] }
    push(steps, split)
    emit(part, steps)
    const end: Step & { do: 'jump' } = { do: 'jump', to: 0 }
    push(steps, end)
    ends.push(end)
    split.to[1] = steps.length
  }
  for (const end of ends) end.to = steps.length
}

function emitRepeat(of: Node, min: number, max: number, steps: Step[]): void {
  if (min > MAX_STEPS || (max !== Number.POSITIVE_INFINITY && max > MAX_STEPS)) {
    throw new PatternError('the pattern repeats too much')
  }
  // Copies of nothing would escape the limit on steps: `((){2000}){2000}` is one copy.
  if (isEmpty(of)) return
  for (let copy = 0; copy < min; copy++) emit(of, steps)
  if (max === Number.POSITIVE_INFINITY) {
    const split: Step & { do: 'split' } = { do: 'split', to: [steps.length + 1, 0] }
    const start = push(steps, split)
    emit(of, steps)
    push(steps, { do: 'jump', to: start })
    split.to[1] = steps.length
    return
  }
  const exits: (Step & { do: 'split' })[] = []
  for (let copy = min; copy < max; copy++) {
    const split: Step & { do: 'split' } = { do: 'split', to: [steps.length + 1, 0] }
    push(steps, split)
    exits.push(split)
    emit(of, steps)
  }
  for (const split of exits) split.to[1] = steps.length
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'repeat') return node.max === 0 || isEmpty(node.of)
  if (node.kind === 'sequence' || node.kind === 'alternatives') return node.of.every(isEmpty)
  return node.kind === 'empty'
}

/** All threads in step: each instruction is visited at most once for each place in the text. */
function run(steps: Step[], atoms: RegExp[], text: string[], multiline: boolean): boolean {
  let threads: number[] = []
  for (let at = 0; at <= text.length; at++) {
    const seen = new Uint8Array(steps.length)
    const waiting: number[] = []
    // A match may begin anywhere, so a new thread starts at each place.
    const open = [...threads, 0].reverse()
    while (open.length > 0) {
      const pc = open.pop() as number
      if (seen[pc] === 1) continue
      seen[pc] = 1
      const step = steps[pc] as Step
      if (step.do === 'match') return true
      if (step.do === 'atom') waiting.push(pc)
      else if (step.do === 'jump') open.push(step.to)
      else if (step.do === 'split') open.push(step.to[1], step.to[0])
      else if (holds(step.what, text, at, multiline)) open.push(pc + 1)
    }
    const char = text[at]
    if (char === undefined) return false
    const tested = new Int8Array(atoms.length)
    threads = []
    for (const pc of waiting) {
      const { atom } = steps[pc] as Step & { do: 'atom' }
      if (tested[atom] === 0) tested[atom] = atoms[atom]?.test(char) ? 1 : -1
      if (tested[atom] === 1) threads.push(pc + 1)
    }
  }
  return false
}

function holds(what: Assertion, text: string[], at: number, multiline: boolean): boolean {
  const before = text[at - 1]
  const after = text[at]
  if (what === 'start')
    return before === undefined || (multiline && /[\n\r\u2028\u2029]/.test(before))
  if (what === 'end') return after === undefined || (multiline && /[\n\r\u2028\u2029]/.test(after))
  const edge = isWord(before) !== isWord(after)
  return what === 'word' ? edge : !edge
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /^\w$/.test(char)
}
