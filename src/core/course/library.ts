import type { Card, CompiledCourse, CourseSummary, Item, ItemKind, Question } from './model.ts'

/** The installed courses. Bodies are read one at a time; everything else is cheap metadata. All calls are synchronous. */
export interface LibraryReader {
  /** In the order of installation. */
  courses(): InstalledCourse[]
  /** Null when it is not installed. */
  installed(course: string): InstalledCourse | null
  summary(course: string): CourseSummary | null
  /**
   * The present ids behind `item` (and `part`), aliases followed; null when there is no such item or part, also
   * for retired ones. Old events carry old ids: resolve before you look anything up.
   */
  resolve(course: string, item: string, part?: string): { item: string; part: string | null } | null
  /** The whole item. Aliases are followed. */
  item(course: string, item: string): Item | null
  /** Metadata of one item. Aliases are followed. */
  meta(course: string, item: string): ItemMeta | null
  /** Courses that hold an item of this id: an id alone is enough where only one does. */
  coursesWith(item: string): string[]
  /** Items of a course in teaching order. */
  outline(course: string, filter?: ItemFilter): ItemMeta[]
  /** How many cards or questions match. */
  partCount(course: string, filter?: PartFilter): number
  /** Cards and questions in teaching order (`order` counts over the whole course), read in pages: break off at any time. */
  parts(course: string, filter?: PartFilter): IterableIterator<PartMeta>
  /** Metadata of one card or question. Aliases are followed. */
  part(course: string, item: string, part: string): PartMeta | null
  /** The card or question itself, without reading the rest of its item. Aliases are followed. */
  content(course: string, item: string, part: string): PartContent | null
  /** Best first. */
  search(query: string, options?: SearchOptions): SearchHit[]
}

export interface Library extends LibraryReader {
  /** Puts a course in place of an older one with the same id, in one transaction. Says what changed. */
  install(
    course: CompiledCourse,
    source: CourseSource,
    progress?: (done: number, total: number) => void,
  ): 'installed' | 'updated' | 'unchanged'
  /** False when it was not there. Only the library forgets it: the learner's history stays. */
  remove(course: string): boolean
  /** Courses that were removed by the learner and must not come back by themselves. */
  removed(): string[]
  /** Courses this library should hold but does not, because its file had to be made anew: install them again. */
  missing(): { course: string; source: CourseSource }[]
  close(): void
}

/** Where a course came from. */
export interface CourseSource {
  kind: 'folder' | 'pack' | 'bundled'
  /** Absolute path of the folder or file; empty for a bundled course. */
  path: string
}

export interface CourseCounts {
  lessons: number
  quizzes: number
  decks: number
  exercises: number
  questions: number
  cards: number
}

export interface InstalledCourse {
  id: string
  title: string
  description: string
  version: string
  language: string
  licence: string
  digest: string
  source: CourseSource
  units: { id: string; title: string; items: number }[]
  counts: CourseCounts
  /** False for a learner pack: hidden cases, solutions and mutants stayed with the author. */
  complete: boolean
}

/** An item without its body. */
export interface ItemMeta {
  course: string
  id: string
  kind: ItemKind
  unit: string
  /** Place in the course's outline, from 0. */
  position: number
  title: string
  skills: string[]
  /** Exercises: skills the learner needs first; else empty. */
  requires: string[]
  minutes: number | null
  /** Exercises: 1 to 5; else null. */
  difficulty: number | null
  /** Quizzes: share of the points needed; else null. */
  pass: number | null
  revision: { major: number; minor: number; scoring: string | null; text: string }
  /** Questions of a quiz or lesson, cards of a deck, hints of an exercise. */
  parts: number
  /** Path of its Markdown file inside the course. */
  path: string
}

export interface ItemFilter {
  kinds?: readonly ItemKind[]
  unit?: string
  /** Items with this skill among `skills`. */
  skill?: string
}

export interface PartMeta {
  course: string
  item: string
  part: string
  kind: 'card' | 'question'
  /** A card's own id without `#r` or `#c1`: parts with the same one are siblings. A question's id. */
  note: string
  /** Type of card or question. */
  type: string
  /** Place in the whole course, from 0. */
  order: number
  unit: string
  skills: string[]
  revision: { major: number; minor: number; scoring: string | null; text: string }
}

export interface PartFilter {
  kind?: 'card' | 'question'
  item?: string
  skill?: string
  /** Only those at or after this place. */
  from?: number
}

export type PartContent = { itemTitle: string; itemKind: ItemKind } & (
  | { kind: 'card'; card: Card }
  | { kind: 'question'; question: Question }
)

export interface SearchOptions {
  course?: string
  /** Default 20. */
  limit?: number
}

export interface SearchHit {
  course: string
  courseTitle: string
  item: string
  kind: ItemKind
  title: string
  /** Heading of the section, question or card; may be empty. */
  heading: string
  /** Text around the matches, one line; the matches stand between U+0002 and U+0003. */
  excerpt: string
  /** BM25, higher is better. */
  score: number
}
