import { extname } from 'node:path'
import { MasteryError } from '../../core/errors.ts'
import type { Wanted } from './choose-files.ts'
import { type DownloadName, downloadName } from './download-name.ts'
import { sorted } from './one-or-many.ts'
import { count, named } from './problem.ts'
import type { Item } from './tree.ts'

/** What one learner handed in, of the items of a class. */
export interface Handed {
  name: string
  learner: string | null
  /** Tells people of one name apart. */
  id: string | null
  notes: string[]
  /** What is wrong with it already. */
  problem: MasteryError | null
  parts: { item: Item; as: string }[]
}

interface Download extends DownloadName {
  item: Item
}

const MOST_NOTES = 10

/**
 * Puts the items of a class together by learner. Of several times that somebody handed in, the latest counts.
 * @param parent name of the folder that the items lie in
 * @param learners by the name of a folder, where a list tells it
 */
export function groupItems(
  items: readonly Item[],
  parent: string,
  wanted: Wanted,
  learners: ReadonlyMap<string, string>,
): { handed: Handed[]; notes: string[] } {
  const groups = new Map<string, Download[]>()
  const plain: Item[] = []
  for (const item of items) {
    const download = downloadName(item.name, item.kind === 'folder', parent)
    if (download === null) {
      plain.push(item)
      continue
    }
    const key = JSON.stringify([download.platform, download.id ?? download.learner])
    groups.set(key, [...(groups.get(key) ?? []), { ...download, item }])
  }
  const { folders, archives, sources, others } = sorted(plain, wanted)
  const strange = others.filter(({ kind }) => kind !== 'file')
  const single = [...folders, ...archives, ...sources, ...strange].map((item) =>
    alone(item, wanted),
  )
  const left = others.filter(({ kind }) => kind === 'file')
  const notes = left.slice(0, MOST_NOTES).map(({ name }) => `${named(name)} is no submission.`)
  const more = left.length - notes.length
  if (more > 0) notes.push(`And ${count(more, 'more file is', 'more files are')} none either.`)
  return {
    handed: [...single, ...[...groups.values()].map((group) => together(group, wanted, learners))],
    notes,
  }
}

function alone(item: Item, wanted: Wanted): Handed {
  const { parts, notes } = adopted([{ item, as: item.kind === 'folder' ? '' : item.name }], wanted)
  return { name: named(item.name || '/'), learner: null, id: null, notes, problem: null, parts }
}

function together(
  group: readonly Download[],
  wanted: Wanted,
  learners: ReadonlyMap<string, string>,
): Handed {
  const [{ platform, id, learner, item }] = group as [Download]
  const who = learners.get(item.name) ?? learner
  const files = group.filter(({ typed }) => !typed)
  const base = { name: named(who ?? item.name), learner: who === null ? null : named(who), id }
  if (files.length === 0)
    return {
      ...base,
      notes: [],
      problem: nothing(platform, wanted),
      parts: [],
    }
  const latest = platform === 'Canvas' ? latestFiles(files, wanted) : latestAttempt(files)
  const { parts, notes } = adopted(
    latest.files.map(({ item: part, file }) => ({ item: part, as: file })),
    wanted,
  )
  const late = group.some((one) => one.late) ? [`${platform} marks it as late.`] : []
  // Blackboard's receipt is always there.
  const typed =
    platform !== 'Blackboard' && files.length < group.length
      ? [`What was typed into ${platform} was left out.`]
      : []
  return { ...base, notes: [...late, ...latest.notes, ...typed, ...notes], problem: null, parts }
}

function nothing(platform: string, { edit }: Wanted): MasteryError {
  const found = platform === 'Blackboard' ? "Blackboard's receipt" : `text typed into ${platform}`
  return new MasteryError('invalid-data', `There is no file in it, only ${found}.`, {
    next: `Ask for ${edit.join(' and ')}.`,
  })
}

function latestAttempt(files: readonly Download[]): { files: Download[]; notes: string[] } {
  const attempts = [...new Set(files.map(({ attempt }) => attempt))].sort()
  const last = attempts.at(-1)
  return {
    files: files.filter(({ attempt }) => attempt === last),
    notes:
      attempts.length === 1
        ? []
        : [`Handed in ${attempts.length} times; the latest counts, of ${last}.`],
  }
}

/** Canvas numbers a file that is handed in again: `main.py`, `main-1.py`, `main-2.py`. */
function latestFiles(
  files: readonly Download[],
  { edit }: Wanted,
): { files: Download[]; notes: string[] } {
  const byName = new Map<string, { version: number; file: Download }>()
  const names = edit.map((path) => path.slice(path.lastIndexOf('/') + 1))
  let earlier = 0
  for (const file of files) {
    const [, stem = '', number = '0', extension = ''] =
      /^(.*)-(\d+)(\.[^.]*)?$/s.exec(file.file) ?? []
    const plain = names.includes(file.file) || !names.includes(stem + extension)
    const name = plain ? file.file : stem + extension
    const mine = { version: plain ? 0 : Number(number), file: { ...file, file: name } }
    const other = byName.get(name)
    if (other !== undefined) earlier += 1
    const newer =
      other === undefined ||
      mine.version > other.version ||
      (mine.version === other.version && Number(file.attempt) > Number(other.file.attempt))
    if (newer) byName.set(name, mine)
  }
  return {
    files: [...byName.values()].map(({ file }) => file),
    notes: earlier === 0 ? [] : [`Handed in ${earlier + 1} times; the latest counts.`],
  }
}

/**
 * A file that is handed in by itself may have any name: where the exercise has one file, and one of the loose files is in
 * its language, that is it.
 */
export function adopted(
  parts: readonly { item: Item; as: string }[],
  { edit }: Wanted,
): { parts: { item: Item; as: string }[]; notes: string[] } {
  const [only] = edit
  const same = { parts: [...parts], notes: [] }
  if (only === undefined || edit.length > 1) return same
  if (
    parts.some(({ item, as }) => item.kind === 'folder' || as === only || only.endsWith(`/${as}`))
  )
    return same
  const alike = parts.filter(
    ({ item, as }) =>
      item.kind === 'file' && extname(as).toLowerCase() === extname(only).toLowerCase(),
  )
  const [file] = alike
  if (file === undefined || alike.length > 1) return same
  return {
    parts: parts.map((part) => (part === file ? { item: part.item, as: only } : part)),
    notes: [`${named(file.as)} was taken as ${only}.`],
  }
}
