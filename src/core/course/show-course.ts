import { requireCourse, requireItem } from './find-course.ts'
import type { CourseCounts, InstalledCourse, ItemMeta, LibraryReader } from './library.ts'
import { testCounts, testTitles } from './test-counts.ts'

export interface CourseView {
  course: InstalledCourse
  units: { id: string; title: string; items: ItemView[] }[]
  skills: { id: string; title: string; requires: string[]; items: number }[]
  counts: CourseTally | null
}

export type ItemView = Pick<
  ItemMeta,
  'id' | 'kind' | 'title' | 'minutes' | 'difficulty' | 'parts' | 'skills'
> & { revision: string }

/** What `--counts` counts. */
export interface CourseTally extends CourseCounts {
  units: number
  skills: number
  minutes: number
  questionTypes: Record<string, number>
  cardTypes: Record<string, number>
  difficulties: Record<string, number>
  /** Skills that no exercise practises. */
  withoutExercise: string[]
}

export interface ItemDetails {
  course: string
  courseTitle: string
  item: ItemView & { unit: string; requires: string[]; pass: number | null; path: string }
  /** Absolute path of its file; null when it is not on this machine as a folder. */
  file: string | null
  parts: { id: string; type: string; text: string; skills: string[]; revision: string }[]
  /** Lessons: headings. Exercises: titles of the visible cases. */
  contents: string[]
  exercise: {
    runner: string
    edit: string[]
    visible: number
    hidden: number
    mutants: number
    seconds: number
    memoryMb: number
  } | null
}

/** Courses with their outline: one, or all. */
export function showCourses(
  library: LibraryReader,
  input: { course?: string | undefined; counts: boolean },
): { courses: CourseView[] } {
  const courses =
    input.course === undefined ? library.courses() : [requireCourse(library, input.course)]
  return { courses: courses.map((course) => viewOf(library, course, input.counts)) }
}

function viewOf(library: LibraryReader, course: InstalledCourse, counts: boolean): CourseView {
  const summary = library.summary(course.id)
  const items = library.outline(course.id)
  return {
    course,
    units: course.units.map(({ id, title }) => ({
      id,
      title,
      items: items.filter((item) => item.unit === id).map(itemView),
    })),
    skills: (summary?.skills ?? []).map((skill) => ({
      ...skill,
      items: items.filter((item) => item.skills.includes(skill.id)).length,
    })),
    counts: counts ? tallyOf(library, course, items) : null,
  }
}

function itemView(item: ItemMeta): ItemView {
  const { id, kind, title, minutes, difficulty, parts, skills, revision } = item
  const text = `${revision.major}.${revision.minor}`
  return { id, kind, title, minutes, difficulty, parts, skills, revision: text }
}

function tallyOf(
  library: LibraryReader,
  course: InstalledCourse,
  items: readonly ItemMeta[],
): CourseTally {
  const skills = library.summary(course.id)?.skills ?? []
  const exercises = items.filter(({ kind }) => kind === 'exercise')
  const practised = new Set(exercises.flatMap((item) => item.skills))
  const parts = [...library.parts(course.id)]
  const typesOf = (kind: 'card' | 'question') =>
    tally(parts.filter((part) => part.kind === kind).map(({ type }) => type))
  return {
    ...course.counts,
    units: course.units.length,
    skills: skills.length,
    minutes: items.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
    questionTypes: typesOf('question'),
    cardTypes: typesOf('card'),
    difficulties: tally(exercises.map(({ difficulty }) => String(difficulty))),
    withoutExercise: skills.map(({ id }) => id).filter((id) => !practised.has(id)),
  }
}

function tally(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** One item, without its answers. */
export function showItem(
  library: LibraryReader,
  input: { course: string; item: string },
): ItemDetails {
  const meta = requireItem(library, input.course, input.item)
  const course = requireCourse(library, input.course)
  const item = library.item(course.id, meta.id)
  const { unit, requires, pass, path } = meta
  const { source } = course
  return {
    course: course.id,
    courseTitle: course.title,
    item: { ...itemView(meta), unit, requires, pass, path },
    file: source.kind === 'folder' ? `${source.path}/${path}` : null,
    parts: [...library.parts(course.id, { item: meta.id })].map((part) => ({
      id: `${meta.id}/${part.part}`,
      type: part.type,
      text: textOf(library, course.id, meta.id, part.part),
      skills: part.skills,
      revision: `${part.revision.major}.${part.revision.minor}`,
    })),
    contents:
      item?.kind === 'lesson'
        ? item.sections.map(({ heading }) => heading).filter((heading) => heading !== '')
        : item?.kind === 'exercise'
          ? testTitles(item)
          : [],
    exercise:
      item?.kind === 'exercise'
        ? {
            runner: item.framework?.name ?? item.runner,
            edit: item.edit,
            ...testCounts(item),
            mutants: item.mutants.length,
            seconds: item.limits.seconds,
            memoryMb: item.limits.memoryMb,
          }
        : null,
  }
}

function textOf(library: LibraryReader, course: string, item: string, part: string): string {
  const found = library.content(course, item, part)
  if (found === null) return ''
  const text = found.kind === 'card' ? found.card.front : found.question.prompt
  return text.split('\n', 1)[0] ?? ''
}
