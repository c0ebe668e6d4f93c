import { nearest } from '../nearest.ts'
import { type FileEntry, MAX_DEPTH, MAX_FILES } from './files.ts'
import { LOCK_FILE } from './lock.ts'
import type { ItemKind } from './model.ts'
import { type ProblemList, START } from './problems.ts'
import { isShowable } from './text.ts'

/** The Markdown file of an item, and what else lies in its folder. */
export interface ItemSource {
  kind: ItemKind
  path: string
  /** For an exercise or a lesson, its folder with a `/` at its end. */
  folder: string
  entries: FileEntry[]
}

const FOLDERS = ['lessons', 'quizzes', 'decks', 'exercises', 'media']
const ROOT_FILES = ['course.yaml', 'skills.yaml', LOCK_FILE]
/** Files that people keep beside a course. */
const COMPANIONS =
  /^(README|LICEN[CS]E|CHANGELOG|NOTICE|ATTRIBUTION|CONTRIBUTING|AUTHORS)(\.\w+)?$/i

/** Sorts the files of a course by what they are; reports those that may not be there or that nothing uses. */
export function checkFiles(
  entries: readonly FileEntry[],
  problems: ProblemList,
): { items: ItemSource[]; byPath: Map<string, FileEntry> } {
  const byPath = new Map<string, FileEntry>()
  const folders = new Map<string, FileEntry[]>()
  const seen = new Map<string, string>()
  if (entries.length > MAX_FILES)
    problems.error('.', START, 'too-many-files', `The folder holds more than ${MAX_FILES} files.`)
  for (const entry of entries.slice(0, MAX_FILES)) {
    if (!isUsable(entry, problems)) continue
    const folded = entry.path.normalize('NFC').toLowerCase()
    const twin = seen.get(folded)
    if (twin !== undefined)
      problems.error(
        entry.path,
        START,
        'same-name',
        `On many machines this is the same file as ${twin}.`,
        'another name',
      )
    seen.set(folded, entry.path)
    byPath.set(entry.path, entry)
    const [top = '', name = '', ...below] = entry.path.split('/')
    if (below.length > 0) {
      const folder = `${top}/${name}/`
      const inside = folders.get(folder)
      if (inside === undefined) folders.set(folder, [entry])
      else inside.push(entry)
    } else checkLoose(entry.path, top, name, problems)
  }
  const items = [...byPath.keys()].flatMap((path) => quizOrDeck(path))
  for (const [folder, inside] of folders) items.push(...inFolder(folder, inside, problems))
  return { items: items.sort((one, other) => (one.path < other.path ? -1 : 1)), byPath }
}

function isUsable(entry: FileEntry, problems: ProblemList): boolean {
  if (!isShowable(entry.path) || entry.path.includes('\\')) {
    const shown = JSON.stringify(entry.path)
    problems.error(
      shown,
      START,
      'bad-path',
      'The name of this file holds characters that are not allowed.',
    )
    return false
  }
  if (entry.kind === 'file') return true
  const messages = {
    symlink: 'This is a symbolic link; links are not followed.',
    deep: `Folders are nested deeper than ${MAX_DEPTH} here.`,
    other: 'This is neither a file nor a folder.',
  }
  const suggestion = entry.kind === 'symlink' ? 'a copy of the file' : null
  problems.error(entry.path, START, entry.kind, messages[entry.kind], suggestion)
  return false
}

function quizOrDeck(path: string): ItemSource[] {
  const found = /^(quizzes|decks)\/[^/]+\.md$/.exec(path)
  if (found === null) return []
  const kind = found[1] === 'quizzes' ? 'quiz' : 'deck'
  return [{ kind, path, folder: '', entries: [] }]
}

/** Files at the top of the course, or right inside one of its folders. */
function checkLoose(path: string, top: string, name: string, problems: ProblemList): void {
  if (name === '') {
    if (ROOT_FILES.includes(path) || COMPANIONS.test(path)) return
    unused(problems, path, nearest(path, ROOT_FILES))
  } else if (top === 'quizzes' || top === 'decks') {
    if (!name.endsWith('.md')) unused(problems, path, `${name.replace(/\.\w+$/, '')}.md`)
  } else if (top === 'lessons' || top === 'exercises') {
    const slug = name.replace(/\.md$/, '')
    unused(problems, path, `${top}/${slug}/${top === 'lessons' ? 'lesson' : 'exercise'}.md`)
  } else if (top !== 'media') unused(problems, path, nearest(top, FOLDERS))
}

function inFolder(folder: string, entries: FileEntry[], problems: ProblemList): ItemSource[] {
  const [top = ''] = folder.split('/')
  if (top === 'media') return []
  if (top !== 'lessons' && top !== 'exercises') {
    unused(problems, folder.slice(0, -1), nearest(top, FOLDERS))
    return []
  }
  const kind = top === 'lessons' ? 'lesson' : 'exercise'
  const path = `${folder}${kind}.md`
  const parts = kind === 'lesson' ? ['media'] : ['starter', 'solution', 'tests', 'mutants', 'media']
  for (const entry of entries) {
    const inner = entry.path.slice(folder.length)
    const part = inner.split('/')[0] ?? ''
    if (entry.path === path || (inner.includes('/') && parts.includes(part))) continue
    const candidates = inner.includes('/') ? parts : [`${kind}.md`]
    unused(problems, entry.path, nearest(part, candidates))
  }
  if (entries.some((entry) => entry.path === path)) return [{ kind, path, folder, entries }]
  problems.error(path, START, 'missing-file', `The folder of a ${kind} needs the file ${kind}.md.`)
  return []
}

function unused(problems: ProblemList, path: string, suggestion: string | null): void {
  problems.warning(path, START, 'unused-file', 'Nothing uses this file.', suggestion)
}
