import type { Exercise, Item, Language } from '../../course/model.ts'

/** Names that a fence may give to each language. */
const FENCES: Record<Language, readonly string[]> = {
  python: ['python', 'py', 'python3'],
  javascript: ['javascript', 'js'],
  typescript: ['typescript', 'ts', 'javascript', 'js'],
  sql: ['sql', 'sqlite'],
}

/**
 * Code that everybody was given and may use: the exercise's starter and read-only files, what its task and hints show, and
 * the code of the course's lessons. The reference solution is none of it.
 * @param items of the course; only its lessons are looked at
 */
export function materialOf(exercise: Exercise, items: readonly Item[]): string[] {
  const languages = FENCES[exercise.runner]
  const shown = [exercise.task, ...exercise.hints].flatMap(fencesIn)
  const taught = items
    .flatMap((item) => (item.kind === 'lesson' ? item.sections : []))
    .flatMap(({ blocks }) =>
      blocks.flatMap((block) => {
        if (block.type === 'run') return [block.fence]
        if (block.type === 'code') return [block]
        return fencesIn(block.text)
      }),
    )
  return [
    ...exercise.starter.map(({ text }) => text),
    ...[...shown, ...taught]
      .filter(({ language }) => languages.includes(language.toLowerCase()))
      .map(({ code }) => code),
  ]
}

/** The fences of a Markdown text that name a language. */
function fencesIn(markdown: string): { language: string; code: string }[] {
  const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*([\w+#-]+)[^\n]*\n([\s\S]*?)^ {0,3}\1[ \t]*$/gm
  return [...markdown.matchAll(fence)].map(([, , language = '', code = '']) => ({ language, code }))
}
