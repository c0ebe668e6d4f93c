import { IdSet, knownSkills } from './ids.ts'
import { type MarkdownFile, placeOf } from './markdown.ts'
import { byHeading, reportStrayText } from './read-lesson.ts'
import { readQuestion } from './read-question.ts'
import { quizSchema } from './schemas.ts'
import { validate } from './validate.ts'

/** Reads a quiz's file. Null, with problems reported, when its front matter is broken. */
export function readQuiz(file: MarkdownFile, known: ReadonlySet<string>) {
  const { source, front } = file
  const fields = validate(source, front, quizSchema)
  const skills = knownSkills(source, fields?.skills ?? [], known, (index) =>
    front.place(['skills', index]),
  )
  const { before, groups } = byHeading(file.blocks, 2)
  reportStrayText(file, before, 'the first question')
  reportTopHeadings(file)
  const around = {
    source,
    knownSkills: known,
    skills: fields === null ? null : skills,
    ids: new IdSet(),
  }
  const questions = groups.flatMap(
    ({ heading, blocks }) => readQuestion(around, heading, blocks) ?? [],
  )
  if (groups.length === 0)
    source.error(front.place([]), 'missing-text', 'The quiz has no questions.', '## … {#id}')
  return fields === null ? null : { fields, skills, questions }
}

/** In a quiz or a deck, headings of level 1 mean nothing. */
export function reportTopHeadings(file: MarkdownFile): void {
  for (const block of file.blocks)
    if (block.type === 'heading' && block.depth === 1)
      file.source.error(
        placeOf(block),
        'bad-heading',
        'Questions and cards are headings of level 2; the title stands in the front matter.',
        '##',
      )
}
