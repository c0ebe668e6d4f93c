import type { ItemSource } from './check-files.ts'
import { hiddenPart } from './hashes.ts'
import { isSlug } from './ids.ts'
import { type MarkdownFile, readMarkdown } from './markdown.ts'
import type { Item, ItemKind } from './model.ts'
import { type Place, type SourceFileView, START } from './problems.ts'
import { readDeck } from './read-deck.ts'
import { readExercise } from './read-exercise.ts'
import { readLesson } from './read-lesson.ts'
import { readQuiz } from './read-quiz.ts'
import { NO_REVISION } from './revision.ts'

/** An item's id, and the item itself unless it is broken. */
export interface ReadItem {
  id: string
  kind: ItemKind
  place: Place
  item: Item | null
}

/** Reads one item of any kind; its unit and place follow from the outline. */
export function readItem(
  source: ItemSource,
  known: ReadonlySet<string>,
  text: (path: string, markup: boolean) => SourceFileView | null,
  keepUnnamed: boolean,
): ReadItem {
  const view = text(source.path, true)
  const file = view === null ? null : readMarkdown(view)
  const item =
    file === null ? null : itemOf(source, file, known, (path) => text(path, false), keepUnnamed)
  const id = item?.id ?? writtenId(file) ?? slugOfPath(source)
  return { id, kind: source.kind, place: file?.front.place(['id']) ?? START, item }
}

function writtenId(file: MarkdownFile | null): string | null {
  const id = (file?.front.value as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' && isSlug(id) ? id : null
}

/** A broken file is still the item that the outline means, so that it is not reported as missing too. */
function slugOfPath({ path, folder }: ItemSource): string {
  const name = folder === '' ? path.replace(/\.md$/, '') : folder.slice(0, -1)
  return name.slice(name.lastIndexOf('/') + 1)
}

function itemOf(
  { kind, path, folder, entries }: ItemSource,
  file: MarkdownFile,
  known: ReadonlySet<string>,
  text: (path: string) => SourceFileView | null,
  keepUnnamed: boolean,
): Item | null {
  const base = (fields: { id: string; title: string; minutes?: number | undefined }) => ({
    id: fields.id,
    title: fields.title,
    unit: '',
    position: 0,
    revision: NO_REVISION,
    minutes: fields.minutes ?? null,
    path,
  })
  switch (kind) {
    case 'lesson': {
      const read = readLesson(file, known)
      if (read === null) return null
      const { fields, skills, sections, questions } = read
      return { ...base(fields), kind, skills, sections, questions }
    }
    case 'quiz': {
      const read = readQuiz(file, known)
      if (read === null) return null
      const { fields, questions } = read
      const skills = allSkills(read.skills, questions)
      return { ...base(fields), kind, skills, pass: fields.pass, questions }
    }
    case 'deck': {
      const read = readDeck(file, known)
      if (read === null) return null
      return {
        ...base(read.fields),
        kind,
        skills: allSkills(read.skills, read.cards),
        cards: read.cards,
      }
    }
    case 'exercise': {
      const read = readExercise(file, { path: folder, entries, text }, known, keepUnnamed)
      if (read === null) return null
      const { fields, practises, requires, task, hints, limits } = read
      const { visible, hidden, framework } = read
      const { difficulty, files, expect, mutants } = fields
      const { edit, readonly } = files
      return {
        ...base(fields),
        kind,
        skills: practises,
        runner: read.language,
        task,
        hints,
        requires,
        difficulty,
        edit,
        readonly,
        limits,
        expect,
        autoMutants: mutants === 'auto',
        starter: read.starter,
        solution: read.solution,
        ...(framework === undefined ? {} : { framework }),
        visible,
        hidden,
        ...hiddenPart({ hidden, framework }),
        mutants: read.mutants,
      }
    }
  }
}

function allSkills(
  declared: readonly string[],
  parts: readonly { skills: readonly string[] }[],
): string[] {
  return [...new Set([...declared, ...parts.flatMap((part) => part.skills)])]
}
