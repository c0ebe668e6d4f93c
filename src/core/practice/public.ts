import type { Question } from '../course/model.ts'
import { rightsOf, shuffledQuestion } from './shuffle.ts'

/** A question as it may be shown before it is answered: nothing in it tells the answer. */
export interface PublicQuestion {
  id: string
  type: Question['type']
  /** Markdown. */
  prompt: string
  body: string
  points: number
  hints: number
  choices?: { id: string; text: string }[]
  lines?: { id: string; text: string }[]
  /** For `match`: what to find a partner for, and the partners to choose from. */
  lefts?: { id: string; text: string }[]
  rights?: string[]
  gaps?: string[]
  code?: { language: string; code: string; input: string }
}

/** Strips a question of its answers. `seed` orders what must not give the answer away by its place. */
export function publicQuestion(question: Question, seed: number): PublicQuestion {
  const { id, type, prompt, body, points, hints } = question
  const shown: PublicQuestion = { id, type, prompt, body, points, hints: hints.length }
  const mixed = shuffledQuestion(question, seed)
  const bare = (entries: { id: string; text: string }[]) =>
    entries.map((entry) => ({ id: entry.id, text: entry.text }))
  switch (mixed.type) {
    case 'single':
    case 'multi':
      return { ...shown, choices: bare(mixed.choices) }
    case 'order':
      return { ...shown, lines: bare(mixed.lines) }
    case 'match': {
      const lefts = mixed.pairs.map((pair) => ({ id: pair.id, text: pair.left }))
      return { ...shown, lefts, rights: rightsOf(question, seed) }
    }
    case 'cloze':
      return { ...shown, gaps: Object.keys(mixed.key) }
    case 'code-output': {
      const { language, code, input } = mixed.fence
      return { ...shown, code: { language, code, input } }
    }
    default:
      return shown
  }
}
