import { readRunnable, reportStray, roleOf } from './fences.ts'
import { IdSet, knownSkills, slugOf } from './ids.ts'
import {
  type Block,
  calloutOf,
  type Heading,
  headingOf,
  joined,
  type MarkdownFile,
  placeOf,
} from './markdown.ts'
import type { LessonBlock, LessonSection, Question } from './model.ts'
import { byHeading, reportStrayText } from './read-parts.ts'
import { readQuestion, type Surroundings } from './read-question.ts'
import { lessonSchema } from './schemas.ts'
import { validate } from './validate.ts'

/** The heading under which a lesson's check questions stand. */
const CHECK_HEADING = 'check yourself'

/** Reads a lesson's file. Null, with problems reported, when its front matter is broken. */
export function readLesson(file: MarkdownFile, known: ReadonlySet<string>) {
  const { source, front } = file
  const fields = validate(source, front, lessonSchema)
  const skills =
    fields === null
      ? []
      : knownSkills(source, fields.teaches, known, (index) => front.place(['teaches', index]))
  const { before, groups } = byHeading(file.blocks, 2)
  const checks = groups.findIndex(({ heading }) => isCheckHeading(file, heading))
  const taught = checks === -1 ? groups : groups.slice(0, checks)
  const slugs = new Set<string>()
  const sections: LessonSection[] = []
  const opening = readBlocks(file, before)
  if (opening.length > 0)
    sections.push({ heading: '', slug: freeSlug(slugs, 'start'), blocks: opening })
  for (const { heading, blocks } of taught) {
    const title = headingOf(source, heading)
    const slug = freeSlug(slugs, title.id ?? slugOf(title.text, 8))
    sections.push({ heading: title.text, slug, blocks: readBlocks(file, blocks) })
  }
  if (sections.length === 0)
    source.error(placeOf(file.blocks[0] ?? {}), 'missing-text', 'The lesson is empty.')
  const around = {
    source,
    knownSkills: known,
    skills: fields === null ? null : skills,
    ids: new IdSet(),
  }
  const questions = checks === -1 ? [] : readChecks(around, groups.slice(checks))
  return fields === null ? null : { fields, skills, sections, questions }
}

function isCheckHeading(file: MarkdownFile, heading: Heading): boolean {
  return headingOf(file.source, heading).text.toLowerCase() === CHECK_HEADING
}

function freeSlug(taken: Set<string>, wanted: string): string {
  let slug = wanted
  for (let count = 2; taken.has(slug); count++) slug = `${wanted}-${count}`
  taken.add(slug)
  return slug
}

function readBlocks(file: MarkdownFile, blocks: readonly Block[]): LessonBlock[] {
  const { source } = file
  const result: LessonBlock[] = []
  let prose: Block[] = []
  const flush = (): void => {
    if (prose.length > 0) result.push({ type: 'markdown', text: joined(source, prose) })
    prose = []
  }
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at] as Block
    if (block.type !== 'code') {
      // An unknown callout is reported; the known ones stay part of the text.
      if (block.type === 'blockquote') calloutOf(source, block)
      prose.push(block)
      continue
    }
    const role = roleOf(source, block)
    if (role === 'run') {
      flush()
      const { fence, taken } = readRunnable(source, blocks, at)
      if (fence !== null) result.push({ type: 'run', fence })
      at += taken - 1
    } else if (role === 'plain') {
      flush()
      result.push({ type: 'code', language: block.lang ?? '', code: block.value })
    } else reportStray(source, block, role)
  }
  flush()
  return result
}

/** The questions under `## Check yourself`, which ends the lesson. */
function readChecks(
  around: Surroundings,
  groups: { heading: Heading; blocks: Block[] }[],
): Question[] {
  const { source } = around
  const [check, after] = groups
  if (after !== undefined)
    source.error(
      placeOf(after.heading),
      'after-questions',
      'Nothing may stand after the check questions of a lesson.',
      'move this section above "## Check yourself", or make it a question with ###',
    )
  const { before, groups: questions } = byHeading(check?.blocks ?? [], 3)
  reportStrayText(around, before, 'the first question')
  if (questions.length === 0 && check !== undefined)
    source.error(placeOf(check.heading), 'missing-text', 'There are no questions here.', '### …')
  return questions.flatMap(({ heading, blocks }) => readQuestion(around, heading, blocks) ?? [])
}
