import type { Question } from '../course/model.ts'

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

/**
 * Strips a question of its answers.
 * @param mixed with its choices and lines already shuffled, or their order would tell
 * @param rights for `match`: the right-hand texts, shuffled
 */
export function publicQuestion(mixed: Question, rights: string[] = []): PublicQuestion {
  const { id, type, prompt, body, points, hints } = mixed
  const shown: PublicQuestion = { id, type, prompt, body, points, hints: hints.length }
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
      return { ...shown, lefts, rights }
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
