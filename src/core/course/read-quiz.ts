import type { MarkdownFile } from './markdown.ts'
import { readParts } from './read-parts.ts'
import { readQuestion } from './read-question.ts'
import { quizSchema } from './schemas.ts'
import { validate } from './validate.ts'

/** Reads a quiz's file. Null, with problems reported, when its front matter is broken. */
export function readQuiz(file: MarkdownFile, known: ReadonlySet<string>) {
  const { source, front } = file
  const fields = validate(source, front, quizSchema)
  const { skills, around, groups } = readParts(file, known, fields, 'question')
  const questions = groups.flatMap(
    ({ heading, blocks }) => readQuestion(around, heading, blocks) ?? [],
  )
  if (groups.length === 0)
    source.error(front.place([]), 'missing-text', 'The quiz has no questions.', '## … {#id}')
  return fields === null ? null : { fields, skills, questions }
}
