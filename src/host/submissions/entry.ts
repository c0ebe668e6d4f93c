/** What a folder or an archive has at one name: known before a byte of it is read. */
export interface Entry {
  /** Relative to the submission, with `/`, in Unicode's composed form (NFC). */
  path: string
  /** An ordinary file, or in words what it is instead: `a symbolic link`. */
  kind: 'file' | Special
  /** Why its name alone makes the whole submission unfit, in words; null for an honest name. */
  refusal: string | null
  /** Bytes, as the archive tells; null where nobody told. */
  size: number | null
  /** Where its container has it. */
  index: number
}

export type Special =
  | 'a symbolic link'
  | 'a link'
  | 'a named pipe'
  | 'a device'
  | 'a socket'
  | 'a folder that cannot be opened'
  | 'no ordinary file'

/** A folder or an archive that was listed, and gives the bytes of what is asked for. */
export interface Container {
  /** In the order of their paths. */
  entries: Entry[]
  /**
   * Reads entries, a group at a time; more than one group is held only where an archive has them mixed. Groups come
   * in the order that suits the container, `index` says which one it is. What cannot be read stands as an error in its
   * place: a MasteryError, or what the file system said.
   */
  read(groups: readonly Group[]): AsyncGenerator<{ index: number; contents: Content[] }>
  close(): void
}

/** Entries that are read together. */
export interface Group {
  entries: readonly Entry[]
  /** Bytes of one entry; more is an error of kind `limit`. */
  most: number
}

export type Content = Buffer | Error

/** Folders and files that editors, tools and systems leave: nobody handed them in. */
const LITTER =
  /^(\.git|\.hg|\.svn|node_modules|__MACOSX|\.DS_Store|\._.*|__pycache__|\.venv|venv|\.idea|\.vscode|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.mastery\.json|\.backup|Thumbs\.db|desktop\.ini)$/

/** Whether a file or folder of this name is left out without a word. */
export function isLitter(name: string): boolean {
  return LITTER.test(name)
}

/** As names are compared on file systems that tell neither case nor Unicode's forms apart. */
export function fold(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

export const byPath = (one: { path: string }, other: { path: string }): number =>
  one.path < other.path ? -1 : one.path > other.path ? 1 : 0
