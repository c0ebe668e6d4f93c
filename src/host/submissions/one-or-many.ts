import { extname } from 'node:path'
import { isArchiveName } from './archive-kind.ts'
import type { Wanted } from './choose-files.ts'
import { downloadName } from './download-name.ts'
import { GRADESCOPE_LIST } from './gradescope.ts'
import type { Item, Tree } from './tree.ts'

/** Folders that one goes down through to a class: archives hold the folder that was packed. */
const MOST_DEPTH = 2

/**
 * Tells one submission from a folder (or archive) of them. In this order:
 *
 * 1. What a learning platform names as one learner's folder is one submission.
 * 2. What holds a file of the exercise at its place, or a `.mastery.json`, is one.
 * 3. What holds something that a platform named is many.
 * 4. A single folder in it is looked into: if that holds a file of the exercise, it is one; if it holds many, these.
 * 5. Several sub-folders or archives are many; so are several loose files in the exercise's language, where the exercise
 *    has one file. But folders beside such loose files are many only if one of them holds a file of the exercise: else
 *    they are the parts of one submission whose file has a wrong name.
 * 6. All else is one.
 *
 * It cannot always be right: `jane/main.py` alone in a folder may be a class of one, two loose files with wrong names may
 * be one learner's. Then the person says which it is.
 *
 * @returns the folder whose items are the submissions; null for one submission
 */
export function classIn(tree: Tree, wanted: Wanted): Tree | null {
  return downloadName(tree.name, true, tree.parent) === null ? search(tree, wanted, 0) : null
}

function search(tree: Tree, wanted: Wanted, depth: number): Tree | null {
  if (holdsOne(tree, wanted)) return null
  const named = tree.items.some(
    ({ name, kind }) => downloadName(name, kind === 'folder', tree.name) !== null,
  )
  if (named || tree.has(GRADESCOPE_LIST)) return tree
  const { folders, archives, sources } = sorted(tree.items, wanted)
  const [only] = folders
  if (only !== undefined && folders.length === 1 && archives.length + sources.length === 0)
    return depth === MOST_DEPTH ? null : search(tree.below(only.name), wanted, depth + 1)
  if (archives.length + folders.length + sources.length < 2) return null
  if (archives.length > 0 || sources.length === 0) return tree
  if (folders.length === 0) return tree
  if (folders.length === 1) return null
  return folders.some(({ name }) => holdsOne(tree.below(name), wanted)) ? tree : null
}

function holdsOne(tree: Tree, { edit }: Wanted): boolean {
  return tree.has('.mastery.json') || edit.some((path) => tree.has(path))
}

/** The items that may be submissions, by what they are. */
export function sorted(
  items: readonly Item[],
  { edit }: Wanted,
): { folders: Item[]; archives: Item[]; sources: Item[]; others: Item[] } {
  const [only] = edit
  const extension = only === undefined || edit.length > 1 ? null : extname(only).toLowerCase()
  const by = { folders: [], archives: [], sources: [], others: [] } as ReturnType<typeof sorted>
  for (const item of items) {
    if (item.kind === 'folder') by.folders.push(item)
    else if (extname(item.name).toLowerCase() === extension) by.sources.push(item)
    else if (isArchiveName(item.name)) by.archives.push(item)
    else by.others.push(item)
  }
  return by
}
