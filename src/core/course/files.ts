/** The files of a course, wherever they are: a folder on disk, or texts in memory for tests. */
export interface CourseFiles {
  /** Every file below the course's root that is not hidden, sorted by path. Nothing outside is ever listed. */
  list(): FileEntry[]
  /**
   * The bytes of a listed file. Never follows a symlink.
   * @throws when it has gone, or is larger than `MAX_FILE_BYTES`
   */
  read(path: string): Uint8Array
}

export interface FileEntry {
  /** Relative to the course, with `/`. */
  path: string
  /** In bytes. */
  size: number
  /** `deep`: a folder at `MAX_DEPTH` whose contents were not listed; `other`: a device, a pipe, a socket. */
  kind: 'file' | 'symlink' | 'deep' | 'other'
}

/** Larger files are refused by their size, before they are read. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024
/** Markdown and YAML are read whole and checked line by line. */
export const MAX_TEXT_BYTES = 1024 * 1024
/** Folders inside folders. */
export const MAX_DEPTH = 8
/** A course with more files than this is refused. */
export const MAX_FILES = 200_000

/** A course in memory. `links` are paths of symlinks. */
export function memoryFiles(
  texts: Readonly<Record<string, string | Uint8Array>>,
  links: readonly string[] = [],
): CourseFiles {
  const bytes = new Map(
    Object.entries(texts).map(([path, text]) => [
      path,
      typeof text === 'string' ? new TextEncoder().encode(text) : text,
    ]),
  )
  const files = [...bytes].map(([path, content]): FileEntry => {
    return { path, size: content.length, kind: 'file' }
  })
  const symlinks = links.map((path): FileEntry => ({ path, size: 0, kind: 'symlink' }))
  return {
    list: () => [...files, ...symlinks].sort((one, other) => (one.path < other.path ? -1 : 1)),
    read: (path) => {
      const content = bytes.get(path)
      if (content === undefined) throw new Error(`No such file: ${path}`)
      return content
    },
  }
}
