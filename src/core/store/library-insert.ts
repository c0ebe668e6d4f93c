import type { CourseCounts, CourseSource, InstalledCourse } from '../course/library.ts'
import type { CompiledCourse } from '../course/model.ts'
import { chunksOf } from '../search/chunks.ts'
import { insertSql, toItemRow, toPartRows } from './library-rows.ts'
import type { Prepare } from './statements.ts'

const ITEM_COLUMNS =
  'course id kind unit position title skills requires minutes difficulty pass major minor scoring text parts path'
const PART_COLUMNS = 'course place item part kind note type unit skills major minor scoring text'

/** Writes a course in place of the one with the same id. Belongs into a transaction. */
export function insertCourse(
  prepare: Prepare,
  course: CompiledCourse,
  source: CourseSource,
  progress?: (done: number, total: number) => void,
): void {
  const { items, ...summary } = course
  const { id } = course
  const before = prepare('SELECT place FROM course WHERE id = ?').get(id)
  const last = prepare('SELECT coalesce(max(place), 0) + 1 AS place FROM course').get()
  const { place } = (before ?? last) as { place: number }
  prepare('DELETE FROM chunk WHERE course = ?').run(id)
  prepare('DELETE FROM course WHERE id = ?').run(id)
  prepare(insertSql('course', ['id', 'place', 'entry', 'summary', 'retired', 'aliases'])).run({
    id,
    place,
    entry: JSON.stringify(entryOf(course, source)),
    summary: JSON.stringify(summary),
    retired: JSON.stringify(course.retired),
    aliases: JSON.stringify(course.aliases),
  })
  const item = prepare(insertSql('item', ITEM_COLUMNS.split(' ')))
  const body = prepare('INSERT INTO body (course, item, json) VALUES (?, ?, ?)')
  const skill = prepare(
    'INSERT OR IGNORE INTO item_skill (course, skill, position) VALUES (?, ?, ?)',
  )
  const chunk = prepare(
    'INSERT INTO chunk (title, heading, text, course, item, kind) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const insertParts = partInserter(prepare)
  for (const [index, content] of items.entries()) {
    item.run(toItemRow(id, content))
    body.run(id, content.id, JSON.stringify(content))
    for (const name of content.skills) skill.run(id, name, content.position)
    insertParts(id, content)
    for (const { heading, text } of chunksOf(content))
      chunk.run(content.title, heading, text, id, content.id, content.kind)
    progress?.(index + 1, items.length)
  }
}

function partInserter(
  prepare: Prepare,
): (course: string, item: CompiledCourse['items'][number]) => void {
  const part = prepare(insertSql('part', PART_COLUMNS.split(' ')))
  const body = prepare('INSERT INTO part_body (course, item, part, json) VALUES (?, ?, ?, ?)')
  const skill = prepare('INSERT OR IGNORE INTO part_skill (course, skill, place) VALUES (?, ?, ?)')
  let place = 0
  return (course, item) => {
    for (const { row, json, skills } of toPartRows(course, item)) {
      part.run({ ...row, place })
      body.run(course, item.id, row.part, json)
      for (const name of skills) skill.run(course, name, place)
      place++
    }
  }
}

function entryOf(course: CompiledCourse, source: CourseSource): InstalledCourse {
  const { id, title, description, version, language, licence, digest } = course
  return {
    id,
    title,
    description,
    version,
    language,
    licence,
    digest,
    source,
    units: course.units.map((unit) => ({
      id: unit.id,
      title: unit.title,
      items: unit.items.length,
    })),
    counts: countsOf(course),
    complete: course.items.every((item) => item.kind !== 'exercise' || item.hidden !== null),
  }
}

function countsOf(course: CompiledCourse): CourseCounts {
  const counts: CourseCounts = {
    lessons: 0,
    quizzes: 0,
    decks: 0,
    exercises: 0,
    questions: 0,
    cards: 0,
  }
  for (const item of course.items) {
    if (item.kind === 'lesson') counts.lessons++
    else if (item.kind === 'quiz') counts.quizzes++
    else if (item.kind === 'deck') counts.decks++
    else counts.exercises++
    if (item.kind === 'deck') counts.cards += item.cards.length
    else if (item.kind !== 'exercise') counts.questions += item.questions.length
  }
  return counts
}
