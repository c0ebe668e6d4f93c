import { resolve } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import { compareSubmissions } from '../../core/grading/similarity/compare.ts'
import { similarityPage } from '../../core/grading/similarity/html/page.ts'
import type { SimilarityReport } from '../../core/grading/similarity/model.ts'
import type { OpenTokenizer } from '../../core/grading/similarity/tokens.ts'
import type { Submission } from '../../core/grading/submission.ts'
import type { CourseShelves } from '../grading/grading-course.ts'
import { findSubject } from '../grading/subject.ts'
import { readSubmissions } from '../submissions/read-submissions.ts'
import { submittedPlace } from '../submissions/submitted-place.ts'
import { writeWhole } from '../write-whole.ts'
import { historiesOf, type OwnHistory } from './histories.ts'

export interface ComparingContext {
  shelves: CourseShelves
  cwd: string
  openTokenizer: OpenTokenizer
  /** Null where nobody has learned yet. */
  ownHistory(): OwnHistory | null
}

/** What was asked for, as on the command line. */
export interface ComparingInput {
  submissions: readonly string[]
  flags: {
    course?: string | undefined
    exercise?: string | undefined
    html?: string | undefined
    one: boolean
    each: boolean
  }
}

/**
 * Compares the submissions of a class with each other, and writes the page when one is wanted. Runs none of them.
 * @throws MasteryError `usage` and `invalid-data` when it is not clear what is compared, `cancelled`
 */
export async function compareClass(
  ctx: ComparingContext,
  { submissions: paths, flags }: ComparingInput,
  terminal: { note(text: string): void; progress(text: string): void; signal: AbortSignal },
): Promise<SimilarityReport> {
  const { course, exercise, html, one, each } = flags
  const { signal } = terminal
  if (paths.length === 0)
    throw new MasteryError('usage', 'Nothing says what is to be compared.', {
      next: 'mastery grade <folder of submissions> --similarity --exercise <id>',
    })
  const said = { course, exercise, hidden: undefined, place: submittedPlace(paths) }
  const subject = await findSubject(ctx.shelves, said)
  const as = one ? 'one' : 'each'
  const found = await readSubmissions(paths, subject.exercise, {
    signal,
    ...(one || each ? { as } : {}),
  })
  for (const text of found.notes) terminal.note(text)
  const read: Submission[] = []
  for await (const submission of found) read.push(submission)
  if (read.length < 2)
    throw new MasteryError('usage', 'One submission has nothing to be compared with.', {
      next: 'Give the folder of the class, or several submissions.',
    })
  const histories = await historiesOf(read, subject.exercise, {
    course: subject.course.id,
    cwd: ctx.cwd,
    own: ctx.ownHistory(),
  })
  const report = await compareSubmissions(ctx, {
    course: subject.course,
    exercise: subject.exercise,
    items: subject.course.lessons(),
    submissions: read,
    histories,
    onRead: (done) => terminal.progress(`Reading ${done} of ${read.length}…`),
    signal,
  })
  if (html !== undefined) {
    const files = new Map(read.map((submission) => [submission.name, submission.files]))
    writeWhole(
      resolve(ctx.cwd, html),
      similarityPage(report, (name) => files.get(name) ?? []),
    )
    terminal.note(`The page: ${html}`)
  }
  return report
}
