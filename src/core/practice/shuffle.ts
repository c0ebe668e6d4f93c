import type { Question } from '../course/model.ts'

/**
 * The order in which an attempt shows things, from the attempt's seed alone: a resumed quiz looks as it
 * did. The generator is mulberry32 (Tommy Ettinger, 2017), seeded by FNV-1a over the salt: good enough to
 * shuffle a dozen lines, and the same on every machine.
 */
export function shuffled<T>(values: readonly T[], seed: number, salt: string): T[] {
  const next = generator(seed, salt)
  const result = [...values]
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1))
    ;[result[at], result[other]] = [result[other] as T, result[at] as T]
  }
  return result
}

/**
 * A question as an attempt shows it: choices and lines shuffled. Lines never stand in the right order by
 * chance. Pairs keep their order; the right-hand texts to choose from are `rightsOf`.
 */
export function shuffledQuestion(question: Question, seed: number): Question {
  if (question.type === 'single' || question.type === 'multi') {
    return { ...question, choices: shuffled(question.choices, seed, question.id) }
  }
  if (question.type !== 'order') return question
  const texts = question.lines.map((line) => line.text).join('\n')
  for (let again = 0; again < 20; again++) {
    const lines = shuffled(question.lines, seed, `${question.id}#${again}`)
    if (lines.map((line) => line.text).join('\n') !== texts) return { ...question, lines }
  }
  return question
}

/** The right-hand texts of a `match` question, each once, shuffled; none for other types. */
export function rightsOf(question: Question, seed: number): string[] {
  if (question.type !== 'match') return []
  const rights = new Set(question.pairs.map((pair) => pair.right))
  return shuffled([...rights], seed, question.id)
}

/** The right-hand texts of every `match` question by its id, as `rightsOf` gives them. */
export function rightsById(questions: readonly Question[], seed: number): Record<string, string[]> {
  return Object.fromEntries(
    questions
      .map((question) => [question.id, rightsOf(question, seed)] as const)
      .filter(([, rights]) => rights.length > 0),
  )
}

/** A seed for a question outside an attempt (a lesson, a review): the same each day, another on the next. */
export function seedOf(text: string): number {
  return fnv(text) >>> 1
}

function generator(seed: number, salt: string): () => number {
  let state = (fnv(salt) ^ seed) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) as number), 0x01000193)
  return hash >>> 0
}
