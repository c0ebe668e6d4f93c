import { readdirSync, renameSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { SourceFile } from '../core/course/model.ts'
import { MasteryError } from '../core/errors.ts'
import { nearest } from '../core/nearest.ts'
import type { Place, Placed, Workspace } from '../core/practice/workspace.ts'
import { makeFolder } from '../core/store/folder.ts'
import {
  inside,
  newFolder,
  readRegular,
  readText,
  statOf,
  translated,
  writeNew,
} from './learner-files.ts'

const MARKER = '.mastery.json'
const BACKUP = '.backup'

export interface WorkspaceOptions {
  /** Absolute folder below which each exercise has its own: `<root>/<course>/<exercise>`. */
  root: string
  cwd: string
  /** ms since 1970, for the names of backups. */
  now(): number
}

/** The learner's folders. What is in them was made by editors and people, so nothing is taken for granted. */
export class FolderWorkspace implements Workspace {
  private readonly options: WorkspaceOptions
  private found: { place: Place; folder: string } | null | undefined

  constructor(options: WorkspaceOptions) {
    this.options = options
  }

  folder(place: Place): string {
    const here = this.marked()
    // A folder may have been moved or copied: where the learner stands, there the work is.
    if (here?.place.course === place.course && here.place.exercise === place.exercise) {
      return here.folder
    }
    return join(this.options.root, place.course, place.exercise)
  }

  here(): Place | null {
    return this.marked()?.place ?? null
  }

  place(place: Place, files: readonly SourceFile[]): Placed {
    const folder = this.folder(place)
    return translated(folder, () => {
      makeFolder(folder)
      const written: string[] = []
      const kept: string[] = []
      for (const file of files) {
        const path = inside(folder, file.path)
        makeFolder(dirname(path))
        if (writeNew(path, file.text)) written.push(file.path)
        else kept.push(file.path)
      }
      this.mark(place, folder)
      return { folder, written, kept }
    })
  }

  read(place: Place, paths: readonly string[]): SourceFile[] {
    const folder = this.folder(place)
    if (statOf(folder) === null) {
      throw new MasteryError('usage', `${place.exercise} has no folder yet: ${folder}`, {
        next: `mastery start ${place.exercise}`,
      })
    }
    return paths.map((path) => {
      const text = translated(folder, () => readText(folder, path))
      if (text === null) throw missing(folder, path, place.exercise)
      return { path, text }
    })
  }

  reset(place: Place, files: readonly SourceFile[]): { backup: string } {
    const folder = this.folder(place)
    return translated(folder, () => {
      makeFolder(folder)
      const backup = newFolder(join(folder, BACKUP), this.options.now())
      for (const file of files) {
        const path = inside(folder, file.path)
        if (statOf(path) === null) continue
        const kept = join(backup, file.path)
        makeFolder(dirname(kept))
        renameSync(path, kept)
      }
      this.place(place, files)
      return { backup }
    })
  }

  /** Nearest folder upward with a marker that names an exercise. */
  private marked(): { place: Place; folder: string } | null {
    if (this.found !== undefined) return this.found
    this.found = null
    for (let folder = resolve(this.options.cwd); ; folder = dirname(folder)) {
      const place = placeIn(folder)
      if (place !== null) this.found = { place, folder }
      if (place !== null || dirname(folder) === folder) return this.found
    }
  }

  private mark(place: Place, folder: string): void {
    const marker = readMarker(folder)
    const named = placeOf(marker)
    if (named?.course === place.course && named.exercise === place.exercise) return
    const text = `${JSON.stringify({ ...marker, ...place }, null, 2)}\n`
    const path = join(folder, MARKER)
    if (writeNew(path, text)) return
    // Broken, or of another exercise: it is ours, but may hold settings, so it is kept.
    renameSync(path, join(newFolder(join(folder, BACKUP), this.options.now()), MARKER))
    writeNew(path, text)
  }
}

/** The exercise that a folder's own `.mastery.json` names; null when it names none. */
export function placeIn(folder: string): Place | null {
  return placeOf(readMarker(folder))
}

function placeOf(marker: Record<string, unknown>): Place | null {
  const { course, exercise } = marker
  const slug = /^[a-z][a-z0-9-]{0,63}$/
  if (typeof course !== 'string' || typeof exercise !== 'string') return null
  return slug.test(course) && slug.test(exercise) ? { course, exercise } : null
}

function readMarker(folder: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readRegular(join(folder, MARKER)).toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function missing(folder: string, path: string, exercise: string): MasteryError {
  const near = nearest(path, filesIn(folder))
  return new MasteryError('usage', `${path} is not in ${folder}.`, {
    next:
      near === null
        ? `mastery start ${exercise} writes it again; your other files stay as they are.`
        : `Is it ${near}? Rename it to ${path}.`,
  })
}

/** Names of ordinary files, a few levels deep, without hidden folders. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: false, withFileTypes: true })
      .slice(0, 500)
      .flatMap((entry) => {
        if (entry.isFile()) return entry.name.startsWith('.') ? [] : [entry.name]
        if (!entry.isDirectory() || entry.name.startsWith('.')) return []
        return readdirSync(join(folder, entry.name))
          .slice(0, 100)
          .map((name) => `${entry.name}/${name}`)
      })
  } catch {
    return []
  }
}
