import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compileCourse, type LocatedProblem } from '../core/course/compile.ts'
import { LOCK_FILE } from '../core/course/lock.ts'
import type { CompiledCourse, Exercise } from '../core/course/model.ts'
import { NAMES_FILE } from '../core/course/read-framework.ts'
import type { Problem } from '../core/errors.ts'
import type { FoundNames } from '../core/grading/name-tests.ts'
import type { CourseRun } from '../core/grading/verify-course.ts'
import { folderFiles } from './course-folder.ts'
import { breathe, requireCourseFolder } from './load-course.ts'
import { writeMissingIds } from './missing-ids.ts'
import { writeWhole } from './write-whole.ts'

export interface CourseCheck {
  path: string
  /** Null when it is too broken to say. */
  course: { id: string; title: string; items: number } | null
  problems: LocatedProblem[]
  errors: number
  warnings: number
  /** Null when there are errors. `changed`: ids whose revision the lock does not know yet. */
  lock: { state: 'current' | 'stale' | 'missing' | 'written'; changed: string[] } | null
  /** Ids that were missing and now stand in the sources. */
  idsWritten: { file: string; line: number; id: string }[]
  /** What was run; null when nothing was. */
  run: CourseRun | null
  passed: boolean
}

/** Checks of one course, or of all in a folder of courses. */
export interface CourseChecks {
  checks: CourseCheck[]
  passed: boolean
}

/** Finds the names of an exercise's tests by running its solution. */
type NameTests = (exercise: Exercise) => Promise<FoundNames>

/** Runs what a course claims to run; gives back what is wrong. */
type RunCourse = (course: CompiledCourse) => Promise<{ problems: Problem[]; run: CourseRun }>

export interface CheckOptions {
  /** Write the lock when it is missing or stale. */
  write: boolean
  runCourse: RunCourse | null
  /** Asked only to write names that are missing or stale. */
  nameTests: NameTests
  progress: (done: number, total: number) => void
}

/**
 * Checks a course folder, or every course of a folder, writes locks on request, and runs the programs when
 * `runCourse` is given.
 * @throws MasteryError `usage` when there is no course
 */
export async function checkCourses(path: string, options: CheckOptions): Promise<CourseChecks> {
  const checks: CourseCheck[] = []
  for (const folder of coursesIn(path)) checks.push(await checkCourse(folder, options))
  return { checks, passed: checks.every(({ passed }) => passed) }
}

function coursesIn(path: string): string[] {
  const isCourse = (folder: string): boolean => existsSync(join(folder, 'course.yaml'))
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory()
  if (!isFolder || isCourse(path)) return [path]
  const below = readdirSync(path)
    .map((name) => join(path, name))
    .filter(isCourse)
    .sort()
  return below.length === 0 ? [path] : below
}

async function checkCourse(path: string, options: CheckOptions): Promise<CourseCheck> {
  const root = requireCourseFolder(path)
  const compile = (keepUnnamed = false) =>
    compileCourse(folderFiles(root), {
      keepUnnamed,
      progress: async (done, total) => {
        options.progress(done, total)
        await breathe()
      },
    })
  let compiled = await compile()
  const written = options.write ? compiled.missingIds : []
  if (written.length > 0) {
    writeMissingIds(root, written)
    compiled = await compile()
  }
  const named: Problem[] = []
  if (options.write && compiled.problems.some(({ rule }) => rule === 'stale-names')) {
    const { course } = await compile(true)
    for (const item of course?.items ?? [])
      if (item.kind === 'exercise' && item.framework !== undefined)
        named.push(...(await writeNames(root, item, options.nameTests)))
    compiled = await compile()
  }
  const { course } = compiled
  const ran = course === null ? null : ((await options.runCourse?.(course)) ?? null)
  const problems = [
    ...compiled.problems,
    ...[...named, ...(ran?.problems ?? [])].map(withoutExcerpt),
  ]
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const lock =
    compiled.lock === null
      ? null
      : {
          state: compiled.lock.state as 'current' | 'stale' | 'missing' | 'written',
          changed: compiled.lock.changed,
        }
  if (options.write && compiled.lock !== null && lock !== null && lock.state !== 'current') {
    writeWhole(join(root, LOCK_FILE), compiled.lock.text)
    lock.state = 'written'
  }
  return {
    path,
    course:
      course === null ? null : { id: course.id, title: course.title, items: course.items.length },
    problems,
    errors,
    warnings: problems.length - errors,
    lock,
    run: ran?.run ?? null,
    idsWritten: written.map(({ file, line, text }) => ({ file, line, id: text.slice(3, -1) })),
    passed: errors === 0 && (lock?.state === 'current' || lock?.state === 'written'),
  }
}

/** Writes the names of all tests of an exercise; gives back what keeps them from being found. */
async function writeNames(
  root: string,
  exercise: Exercise,
  nameTests: NameTests,
): Promise<Problem[]> {
  const { names, problems } = await nameTests(exercise)
  const path = exercise.path.replace(/exercise\.md$/, NAMES_FILE)
  if (problems.length === 0) writeWhole(join(root, path), `${JSON.stringify(names, null, 2)}\n`)
  return problems
}

function withoutExcerpt(problem: Problem): LocatedProblem {
  return { ...problem, excerpt: null }
}
