import { splitId } from '../../core/course/ids.ts'
import type { Exercise } from '../../core/course/model.ts'
import { MasteryError } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import {
  type CourseShelves,
  coursesWith,
  type GradingCourse,
  gradingCourse,
  knownCourse,
} from './grading-course.ts'
import { hiddenPack, requireSameTests } from './hidden-pack.ts'

/** What a person said of what is graded, as far as they did. */
export interface SubjectInput {
  /** Id, folder or pack. */
  course: string | undefined
  /** Id, or `course/id`. */
  exercise: string | undefined
  /** Pack for graders. */
  hidden: string | undefined
  /** What the `.mastery.json` of the submission names. */
  place: { course: string; exercise: string } | null
}

/** The exercise that is graded, of its course, and with all its tests where they are to be had. */
export interface Subject {
  course: GradingCourse
  exercise: Exercise
  /** Whether the hidden tests are there. */
  hidden: boolean
  /** What whoever reads the grade must know of it. */
  notes: string[]
}

/**
 * Finds the course, the exercise and its hidden tests.
 * @throws MasteryError `usage` when it is not clear what is meant, `invalid-data` when the pack is of another course
 */
export async function findSubject(shelves: CourseShelves, input: SubjectInput): Promise<Subject> {
  const halves = splitId(input.exercise ?? '')
  const said = {
    course: input.course ?? halves?.[0],
    exercise: halves?.[1] ?? input.exercise ?? input.place?.exercise,
  }
  const pack = input.hidden === undefined ? null : hiddenPack(input.hidden)
  const course = await courseOf(shelves, said, input.place, pack)
  const subject = { course, exercise: exerciseOf(course, said.exercise) }
  if (pack === null) return withOwnTests(subject)
  if (pack === course) {
    const note = `Graded against the pack alone (${pack.id} ${pack.version}): no course of a learner was there to compare it with.`
    return { ...subject, hidden: true, notes: [note] }
  }
  if (pack.id !== course.id)
    throw new MasteryError(
      'invalid-data',
      `The pack is of the course "${pack.id}", the submission of "${course.id}".`,
      { next: `Give the pack for graders of "${course.id}".` },
    )
  const graders = { course: pack, exercise: exerciseOf(pack, subject.exercise.id) }
  requireSameTests(subject, graders)
  return { ...graders, hidden: true, notes: [] }
}

async function courseOf(
  shelves: CourseShelves,
  said: { course: string | undefined; exercise: string | undefined },
  place: SubjectInput['place'],
  pack: GradingCourse | null,
): Promise<GradingCourse> {
  if (said.course !== undefined) return gradingCourse(shelves, said.course)
  const named = place === null ? null : knownCourse(shelves, place.course)
  if (named !== null) return named
  if (pack !== null) {
    if (place === null || place.course === pack.id) return pack
    throw new MasteryError(
      'invalid-data',
      `The pack is of the course "${pack.id}", the submission of "${place.course}".`,
      { next: `Give the pack for graders of "${place.course}".` },
    )
  }
  if (place !== null)
    throw new MasteryError(
      'usage',
      `The submission belongs to the course "${place.course}", which is not installed.`,
      { next: 'Say where it is: --course <folder or pack>' },
    )
  const having = said.exercise === undefined ? [] : coursesWith(shelves, said.exercise)
  const [only] = having
  if (having.length === 1 && only !== undefined) return gradingCourse(shelves, only)
  const next =
    having.length > 1
      ? `Say which: ${having.map((id) => `--course ${id}`).join(' or ')}`
      : 'Say it: mastery grade <submission> --course <id, folder or pack> --exercise <id>'
  throw new MasteryError(
    'usage',
    having.length > 1
      ? `${having.length} courses have an exercise "${said.exercise}".`
      : said.exercise === undefined
        ? 'Nothing says which exercise this is.'
        : `No course here has an exercise "${said.exercise}".`,
    { next },
  )
}

function exerciseOf(course: GradingCourse, id: string | undefined): Exercise {
  const ids = course.exercises()
  const [only] = ids
  if (id === undefined && (ids.length !== 1 || only === undefined))
    throw new MasteryError('usage', `Nothing says which exercise of "${course.id}" this is.`, {
      next: `Add --exercise with one of: ${someOf(ids)}`,
    })
  const wanted = id ?? only ?? ''
  const item = course.item(wanted)
  if (item?.kind === 'exercise') return item
  const near = nearest(wanted, ids)
  throw new MasteryError(
    'usage',
    item === null
      ? `The course "${course.id}" has no exercise "${wanted}".`
      : `"${wanted}" is a ${item.kind}, not an exercise.`,
    { next: near === null ? `It has: ${someOf(ids)}` : `Did you mean: --exercise ${near}` },
  )
}

function withOwnTests(subject: { course: GradingCourse; exercise: Exercise }): Subject {
  const { exercise } = subject
  if (exercise.hidden !== null) return { ...subject, hidden: true, notes: [] }
  if (exercise.hiddenCount === 0) return { ...subject, hidden: true, notes: [] }
  const missing =
    exercise.hiddenCount === 1 ? 'hidden test' : `${exercise.hiddenCount} hidden tests`
  const note = `Only the visible tests were run: the ${missing} of this exercise are not in a learner's pack. A grade that counts needs them (--hidden with the pack for graders).`
  return { ...subject, hidden: false, notes: [note] }
}

function someOf(ids: readonly string[]): string {
  const shown = ids.slice(0, 8).join(', ')
  return ids.length > 8 ? `${shown}, and ${ids.length - 8} more` : shown
}
