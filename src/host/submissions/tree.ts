import { lstatSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Entry } from './entry.ts'
import { isLitter } from './entry.ts'
import { childrenOf, kindOf } from './folder.ts'

/** One thing that lies directly in a folder or an archive. */
export interface Item {
  name: string
  kind: 'folder' | Entry['kind']
}

/** A folder, on the disk or in an archive, as far as it takes to tell one submission from many. */
export interface Tree {
  name: string
  /** Name of the folder in which it lies. */
  parent: string
  /** Path to it from where the reading began, with `/` at its end; empty there. */
  prefix: string
  /** Without what tools leave, in the order of the names. */
  items: Item[]
  has(path: string): boolean
  below(name: string): Tree
}

/** @throws an error of the file system when the folder cannot be opened */
export function folderTree(folder: string, prefix = ''): Tree {
  const full = resolve(folder)
  return {
    name: basename(full),
    parent: basename(dirname(full)),
    prefix,
    items: childrenOf(folder)
      .filter(({ name }) => !isLitter(name))
      .map((item) => ({ name: item.name, kind: item.isDirectory() ? 'folder' : kindOf(item) })),
    has: (path) => lstatSync(join(folder, path), { throwIfNoEntry: false }) !== undefined,
    below: (name) => folderTree(join(folder, name), `${prefix}${name}/`),
  }
}

/** @param name of the archive, without the folder that it lies in */
export function archiveTree(
  entries: readonly Entry[],
  name: string,
  parent: string,
  prefix = '',
): Tree {
  const below = entries.filter(({ path }) => path.startsWith(prefix))
  const kinds = new Map<string, Item['kind']>()
  for (const { path, kind } of below) {
    // A name that leads out belongs to what it begins with: that one alone is not graded.
    const [first = '', ...rest] = path.slice(prefix.length).split('/')
    if (!isLitter(first)) kinds.set(first, rest.length > 0 ? 'folder' : kind)
  }
  const paths = new Set(below.map(({ path }) => path))
  return {
    name,
    parent,
    prefix,
    items: [...kinds]
      .map(([item, kind]) => ({ name: item, kind }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    has: (path) => paths.has(prefix + path),
    below: (item) => archiveTree(below, item, name, `${prefix}${item}/`),
  }
}
