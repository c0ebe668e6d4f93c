import type { Exercise } from '../../core/course/model.ts'
import { MasteryError } from '../../core/errors.ts'
import { readPack } from '../load-course.ts'
import { type GradingCourse, ofCompiled, requireFile } from './grading-course.ts'

/**
 * The course in a grader's pack.
 * @throws MasteryError `usage` when there is no file, `invalid-data` when it is no pack or has no hidden tests
 */
export function hiddenPack(path: string): GradingCourse {
  const file = requireFile(path, 'the pack for graders: mastery course pack <folder> --grader')
  const { audience, course } = readPack(file)
  if (audience === 'learner')
    throw new MasteryError(
      'invalid-data',
      `${path} is a learner's pack: no hidden test is in it.`,
      {
        next: 'Give the pack for graders, made with: mastery course pack <folder> --grader',
      },
    )
  return ofCompiled(course)
}

/**
 * Makes sure that the grader's pack holds the hidden tests that the learner's course was made with.
 * @throws MasteryError `invalid-data` with both hashes
 */
export function requireSameTests(
  learners: { course: GradingCourse; exercise: Exercise },
  graders: { course: GradingCourse; exercise: Exercise },
): void {
  const [own, other] = [learners.exercise, graders.exercise]
  const { id } = own
  const differ = (what: string, mine: string, theirs: string): MasteryError =>
    new MasteryError(
      'invalid-data',
      [
        `The pack does not belong to this course: ${what} of "${id}" are others.`,
        `  in the course  ${mine}`,
        `  in the pack    ${theirs}`,
      ].join('\n'),
      { next: 'Make both packs from the same state of the course: mastery course pack <folder>' },
    )
  if (own.hiddenDigest !== other.hiddenDigest)
    throw differ('the hidden tests', own.hiddenDigest, other.hiddenDigest)
  // The same hidden tests, but another visible test, limit or given file.
  const hash = ({ revision }: Exercise): string =>
    `${revision.major}.${revision.minor} ${revision.scoring ?? 'none'}`
  if (own.revision.scoring !== other.revision.scoring)
    throw differ('the other tests or limits', hash(own), hash(other))
}
