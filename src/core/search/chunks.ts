import type { Item, Question } from '../course/model.ts'

/** A piece of a course that search finds as one. */
export interface Chunk {
  /** Of the section, question or card; may be empty. */
  heading: string
  /** Plain text, without the marks of Markdown. */
  text: string
}

const MAX_LENGTH = 4_000

/** The searchable pieces of an item. Key, explanations, solutions and hidden cases are left out: search gives nothing away. */
export function chunksOf(item: Item): Chunk[] {
  switch (item.kind) {
    case 'lesson':
      return [
        ...item.sections.map(({ heading, blocks }) =>
          chunk(
            heading,
            blocks.map((block) => {
              if (block.type === 'markdown') return block.text
              if (block.type === 'code') return fenced(block.code)
              return fenced(`${block.fence.code}\n${block.fence.output ?? ''}`)
            }),
          ),
        ),
        ...item.questions.map(ofQuestion),
      ]
    case 'quiz':
      return item.questions.map(ofQuestion)
    case 'deck':
      return item.cards
        .filter(({ id, note }) => id === note || id.endsWith('#c1'))
        .map(({ front, back }) => chunk(firstLine(front), [afterFirstLine(front), back]))
    case 'exercise':
      return [chunk('', [item.task])]
  }
}

function ofQuestion(question: Question): Chunk {
  const choices = 'choices' in question ? question.choices.map(({ text }) => text) : []
  return chunk(question.prompt, [question.body, ...choices])
}

function chunk(heading: string, texts: readonly string[]): Chunk {
  return {
    heading: plainText(heading),
    text: plainText(texts.filter((text) => text !== '').join('\n')).slice(0, MAX_LENGTH),
  }
}

const fenced = (code: string): string => `~~~~~~~~\n${code}\n~~~~~~~~`
const afterFirstLine = (text: string): string => text.slice(firstLine(text).length).trim()
const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''

/** Markdown without its marks, on one line; good enough to search and to show as an excerpt. Code stays as it is. */
function plainText(markdown: string): string {
  let inFence = false
  const lines = markdown.split('\n').map((line) => {
    if (/^\s*(`{3,}|~{3,})/.test(line)) {
      inFence = !inFence
      return ''
    }
    return inFence ? line : plainLine(line)
  })
  return lines.join(' ').replace(/\s+/g, ' ').trim()
}

function plainLine(line: string): string {
  if (/^\|?[ \t]*:?-{3,}/.test(line)) return ''
  return line
    .replace(/^ {0,3}(#{1,6}|>|[-*+]|\d+[.)])[ \t]+/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part.slice(1, -1) : part.replace(/\*\*|__/g, '')))
    .join('')
}
