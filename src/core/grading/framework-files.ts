import type { Exercise, SourceFile } from '../course/model.ts'
import { MasteryError } from '../errors.ts'
import type { TestsRequest, Tier } from './code-runner.ts'
import { runLimits } from './limits.ts'

/**
 * What one test file is run with: of the learner's files only those that may be edited, so that nothing planted comes
 * along; the rest is the exercise's.
 * @param own the learner's files, or the solution
 * @throws MasteryError `invalid-data` for an exercise without tests of a framework
 */
export function testsRequest(
  exercise: Exercise,
  part: 'visible' | 'hidden',
  file: SourceFile,
  own: readonly SourceFile[],
  atLeast: Tier,
): TestsRequest {
  const { framework, edit, readonly, starter } = exercise
  if (framework === undefined)
    throw new MasteryError('invalid-data', `"${exercise.id}" has no tests of a framework.`)
  const ofTests = [
    ...framework.visible.support,
    ...(part === 'hidden' ? (framework.hidden?.support ?? []) : []),
    { path: file.path, text: file.text },
  ]
  const files = [
    ...starter.filter(({ path }) => readonly.includes(path)),
    ...edit.flatMap((path) => {
      const at = (list: readonly SourceFile[]) => list.find((one) => one.path === path)
      return at(own) ?? at(starter) ?? []
    }),
    ...ofTests,
  ]
  return {
    framework: framework.name,
    language: exercise.runner,
    files,
    testFiles: ofTests.map(({ path }) => path),
    entry: file.path,
    limits: runLimits(exercise),
    atLeast,
  }
}
