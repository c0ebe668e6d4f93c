import type { Problem } from '../errors.ts'
import { checkFiles, type ItemSource } from './check-files.ts'
import { digestOf } from './compile-digest.ts'
import type { CourseFiles, FileEntry } from './files.ts'
import { hashesOf } from './hashes.ts'
import {
  LOCK_FILE,
  type Lock,
  lockText,
  MAX_LOCK_BYTES,
  parseLock,
  reportVanished,
  updateLock,
} from './lock.ts'
import type { CompiledCourse, Item, Revision, Skill } from './model.ts'
import { type MissingId, ProblemList, type SourceFileView, START } from './problems.ts'
import { readItem } from './read-item.ts'
import {
  type CourseFile,
  checkOldNames,
  type FoundItem,
  readCourseFile,
  readOutline,
  readSkills,
} from './read-outline.ts'
import { decode, readText } from './text.ts'

export interface CompileOptions {
  /** Called after every few items; may give other work a turn by returning a promise. */
  progress?: (done: number, total: number) => void | Promise<void>
  /** Stands in for a missing lock: revisions of the course as it was installed before, by its id. */
  installed?: (course: string) => Lock | null
  /** Take test files of a framework whose names are missing or stale, with no names: for whoever finds them out. */
  keepUnnamed?: boolean
}

export interface Compilation {
  /** Null when there are errors. */
  course: CompiledCourse | null
  /** By file and place; also the excerpt of each line. */
  problems: LocatedProblem[]
  /** Ids that could be written into the sources. */
  missingIds: MissingId[]
  /** Null when there are errors. */
  lock: { state: 'current' | 'stale' | 'missing'; text: string; changed: string[] } | null
}

/** A problem with the line it points at, or null where there is none to show. */
export type LocatedProblem = Problem & { excerpt: string | null }

const ITEMS_BETWEEN_PROGRESS = 25

/** Reads a whole course, checks it and compiles it. Collects all problems; never throws for what an author wrote. */
export async function compileCourse(
  files: CourseFiles,
  options: CompileOptions = {},
): Promise<Compilation> {
  const problems = new ProblemList()
  const entries = files.list()
  const { items: sources, byPath } = checkFiles(entries, problems)
  const text = (path: string, markup: boolean): SourceFileView | null => {
    const entry = byPath.get(path)
    return entry === undefined ? null : readText(files, entry, problems, markup)
  }
  const courseSource = required(text, byPath, problems, 'course.yaml')
  const skillSource = required(text, byPath, problems, 'skills.yaml')
  const skills = skillSource === null ? [] : readSkills(skillSource)
  const courseFile = courseSource === null ? null : readCourseFile(courseSource)
  const { items, found } = await readItems(sources, skills, text, problems, options)
  let course: CompiledCourse | null = null
  let lock: Compilation['lock'] = null
  if (courseFile !== null && courseSource !== null) {
    const order = readOutline(courseSource, courseFile, found)
    const ordered = inOrder(order, items)
    const hashes = ordered.flatMap(hashesOf)
    const ids = new Set([...found.map(({ id }) => id), ...hashes.map(([id]) => id)])
    checkOldNames(courseSource, courseFile, ids)
    const before = await readLock(files, byPath.get(LOCK_FILE), courseFile.fields.id, problems)
    // Items that could not be read would all seem to have vanished.
    if (!problems.failed) {
      const update = updateLock(
        courseFile.fields.id,
        hashes,
        before?.lock ?? options.installed?.(courseFile.fields.id) ?? null,
        courseFile.fields,
      )
      if (before !== null) reportVanished(update.vanished, before.text, problems)
      const now = lockText(update.lock)
      course = assemble(courseFile, skills, ordered, update.lock.items)
      lock = {
        state: before === null ? 'missing' : before.text === now ? 'current' : 'stale',
        text: now,
        changed: changedIds(before?.lock ?? null, update.lock),
      }
    }
  }
  const failed = problems.failed
  return {
    course: failed ? null : course,
    lock: failed ? null : lock,
    missingIds: problems.missingIds,
    problems: withExcerpts(files, byPath, problems.sorted()),
  }
}

function required(
  text: (path: string, markup: boolean) => SourceFileView | null,
  byPath: ReadonlyMap<string, FileEntry>,
  problems: ProblemList,
  path: string,
): SourceFileView | null {
  if (!byPath.has(path))
    problems.error(
      path,
      START,
      'missing-file',
      `A course needs the file ${path}.`,
      'mastery course new',
    )
  return text(path, true)
}

async function readItems(
  sources: readonly ItemSource[],
  skills: readonly Skill[],
  text: (path: string, markup: boolean) => SourceFileView | null,
  problems: ProblemList,
  options: CompileOptions,
): Promise<{ items: Map<string, Item>; found: FoundItem[] }> {
  const known = new Set(skills.map(({ id }) => id))
  const items = new Map<string, Item>()
  const found: FoundItem[] = []
  const paths = new Map<string, string>()
  for (const [index, source] of sources.entries()) {
    const { id, kind, place, item } = readItem(source, known, text, options.keepUnnamed ?? false)
    const other = paths.get(id)
    if (other !== undefined)
      problems.error(
        source.path,
        place,
        'duplicate-id',
        `The id "${id}" belongs to ${other} already; ids are unique in the course.`,
      )
    else {
      paths.set(id, source.path)
      found.push({ id, kind, path: source.path })
      if (item !== null) items.set(id, item)
    }
    if ((index + 1) % ITEMS_BETWEEN_PROGRESS === 0 || index === sources.length - 1)
      await options.progress?.(index + 1, sources.length)
  }
  return { items, found }
}

function inOrder(order: ReadonlyMap<string, string>, items: ReadonlyMap<string, Item>): Item[] {
  const result: Item[] = []
  for (const [id, unit] of order) {
    const item = items.get(id)
    if (item !== undefined) result.push({ ...item, unit, position: result.length })
  }
  return result
}

async function readLock(
  files: CourseFiles,
  entry: FileEntry | undefined,
  course: string,
  problems: ProblemList,
): Promise<{ text: string; lock: Lock } | null> {
  if (entry === undefined) return null
  if (entry.size > MAX_LOCK_BYTES) {
    problems.error(LOCK_FILE, START, 'too-large', 'The lock is larger than any lock can be.')
    return null
  }
  const source = decode(files.read(LOCK_FILE), LOCK_FILE, problems)
  const lock = source === null ? null : await parseLock(source.text, problems)
  if (source === null || lock === null) return null
  if (course !== '' && lock.course !== course) {
    problems.error(
      LOCK_FILE,
      START,
      'bad-lock',
      `The lock belongs to the course "${lock.course}", but course.yaml says "${course}".`,
      `id: ${lock.course} in course.yaml, or remove the lock of the other course`,
    )
    return null
  }
  return { text: source.text, lock }
}

function assemble(
  { fields }: CourseFile,
  skills: Skill[],
  ordered: readonly Item[],
  revisions: ReadonlyMap<string, Revision>,
): CompiledCourse {
  const items = ordered.map((item) => withRevisions(item, revisions))
  const { id, title, description, version, language, licence, retired, aliases } = fields
  const units = fields.outline.map((unit) => ({
    id: unit.unit,
    title: unit.title,
    items: items.filter((item) => item.unit === unit.unit).map((item) => item.id),
  }))
  const summary = {
    title,
    description,
    version,
    language,
    licence,
    units,
    skills,
    retired,
    aliases,
  }
  const digest = digestOf({ id, ...summary, items })
  // Id and digest stand first in its JSON, so that they can be read without the rest.
  return { id, digest, ...summary, items }
}

function withRevisions(item: Item, revisions: ReadonlyMap<string, Revision>): Item {
  const of = (id: string): Revision => {
    const revision = revisions.get(id)
    if (revision === undefined) throw new Error(`No revision for ${id}`)
    return revision
  }
  const revision = of(item.id)
  if (item.kind === 'exercise') return { ...item, revision }
  if (item.kind === 'deck') {
    const cards = item.cards.map((card) => ({ ...card, revision: of(`${item.id}/${card.note}`) }))
    return { ...item, revision, cards }
  }
  const questions = item.questions.map((question) => ({
    ...question,
    revision: of(`${item.id}/${question.id}`),
  }))
  return { ...item, revision, questions }
}

function changedIds(before: Lock | null, now: Lock): string[] {
  const old = before?.items ?? new Map<string, Revision>()
  const differs = (one: Revision | undefined, other: Revision): boolean =>
    one?.major !== other.major || one.minor !== other.minor
  return [...now.items].flatMap(([id, revision]) => (differs(old.get(id), revision) ? [id] : []))
}

/** Adds the line that each problem points at; at most a few files are read again for it. */
function withExcerpts(
  files: CourseFiles,
  byPath: ReadonlyMap<string, FileEntry>,
  problems: readonly Problem[],
): LocatedProblem[] {
  const texts = new Map<string, string[] | null>()
  return problems.map((problem) => {
    if (!texts.has(problem.file)) texts.set(problem.file, linesOf(files, byPath.get(problem.file)))
    const line = texts.get(problem.file)?.[problem.line - 1]
    return { ...problem, excerpt: line === undefined || line.trim() === '' ? null : line }
  })
}

function linesOf(files: CourseFiles, entry: FileEntry | undefined): string[] | null {
  if (entry === undefined || entry.kind !== 'file') return null
  const quiet = new ProblemList()
  return readText(files, entry, quiet, true)?.text.split('\n') ?? null
}
