import type { ItemMeta, PartMeta } from '../course/library.ts'
import type { Item, ItemKind } from '../course/model.ts'

/** Rows of library.db, and what they stand for. */
export interface ItemRow {
  course: string
  id: string
  kind: ItemKind
  unit: string
  position: number
  title: string
  skills: string
  requires: string
  minutes: number | null
  difficulty: number | null
  pass: number | null
  major: number
  minor: number
  scoring: string | null
  text: string
  parts: number
  path: string
}

export interface PartRow {
  course: string
  place: number
  item: string
  part: string
  kind: 'card' | 'question'
  note: string
  type: string
  unit: string
  skills: string
  major: number
  minor: number
  scoring: string | null
  text: string
}

export function toMeta(row: ItemRow): ItemMeta {
  const { skills, requires, major, minor, scoring, text, ...rest } = row
  return {
    ...rest,
    skills: JSON.parse(skills),
    requires: JSON.parse(requires),
    revision: { major, minor, scoring, text },
  }
}

export function toItemRow(course: string, item: Item): ItemRow {
  const { id, kind, unit, position, title, minutes, path, revision } = item
  return {
    course,
    id,
    kind,
    unit,
    position,
    title,
    skills: JSON.stringify(item.skills),
    requires: JSON.stringify(item.kind === 'exercise' ? item.requires : []),
    minutes,
    difficulty: item.kind === 'exercise' ? item.difficulty : null,
    pass: item.kind === 'quiz' ? item.pass : null,
    ...revision,
    parts: partCountOf(item),
    path,
  }
}

function partCountOf(item: Item): number {
  if (item.kind === 'exercise') return item.hints.length
  return item.kind === 'deck' ? item.cards.length : item.questions.length
}

export function toPartMeta(row: PartRow): PartMeta {
  const { place, skills, major, minor, scoring, text, ...rest } = row
  return {
    ...rest,
    order: place,
    skills: JSON.parse(skills),
    revision: { major, minor, scoring, text },
  }
}

/** The cards or questions of an item, as rows without their place. */
export function toPartRows(
  course: string,
  item: Item,
): { row: Omit<PartRow, 'place'>; json: string; skills: string[] }[] {
  const shared = { course, item: item.id, unit: item.unit }
  if (item.kind === 'exercise') return []
  if (item.kind === 'deck')
    return item.cards.map((card) => ({
      row: {
        ...shared,
        part: card.id,
        kind: 'card',
        note: card.note,
        type: card.type,
        skills: JSON.stringify(card.skills),
        ...card.revision,
      },
      json: JSON.stringify(card),
      skills: card.skills,
    }))
  return item.questions.map((question) => ({
    row: {
      ...shared,
      part: question.id,
      kind: 'question',
      note: question.id,
      type: question.type,
      skills: JSON.stringify(question.skills),
      ...question.revision,
    },
    json: JSON.stringify(question),
    skills: question.skills,
  }))
}

/** Columns of a table for an INSERT with named parameters. */
export function insertSql(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`
}
