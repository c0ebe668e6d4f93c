import { type FSWatcher, type Stats, statfsSync, statSync, watch } from 'node:fs'
import { release } from 'node:os'
import { dirname, join } from 'node:path'

export interface WatchOptions {
  /** Absolute paths of the files to watch. Their folders must exist. */
  files: readonly string[]
  /** Called once for each save of a file, when it has been still for `debounceMs`. */
  onSaved(path: string): void
  /** Native watching stopped working, and polling took over. */
  onFallback?(reason: string): void
  /** Default 80. */
  debounceMs?: number
  /** Default 500. */
  pollMs?: number
  /** Skips native watching. */
  poll?: boolean
}

export interface Watching {
  how(): 'native' | 'polling'
  stop(): void
}

/** Beside native watching the files are looked at this seldom, to notice file systems that tell nothing. */
const DOUBT_MS = 2_000

/**
 * Watches files for saves. What counts is that a file's stamp (time, size, inode) changed and it is there: so an
 * editor that writes a new file and renames it over the old one is one save, its swap files are none, and the moment
 * without a file is none either. Network and WSL mounts, where the system reports nothing, are polled.
 */
export function watchFiles(options: WatchOptions): Watching {
  const { files, debounceMs = 80, pollMs = 500 } = options
  const stamps = new Map(files.map((path) => [path, stampOf(path)]))
  const waiting = new Map<string, NodeJS.Timeout>()
  const watchers: FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let polling = false

  const settle = (path: string) => {
    waiting.delete(path)
    const stamp = stampOf(path)
    if (stopped || stamp === null || stamp === stamps.get(path)) return
    stamps.set(path, stamp)
    options.onSaved(path)
  }
  const look = (path: string) => {
    const stamp = stampOf(path)
    if (stopped || stamp === null || stamp === stamps.get(path)) return false
    clearTimeout(waiting.get(path))
    waiting.set(
      path,
      setTimeout(() => settle(path), debounceMs),
    )
    return true
  }
  const every = (ms: number, work: () => void) => {
    clearInterval(timer)
    timer = setInterval(work, ms)
  }
  const fall = (reason: string) => {
    if (stopped || polling) return
    polling = true
    for (const watcher of watchers.splice(0)) watcher.close()
    every(pollMs, () => {
      for (const path of files) look(path)
    })
    options.onFallback?.(reason)
  }

  const folders = [...new Set(files.map((path) => dirname(path)))]
  const reason = options.poll
    ? 'asked for'
    : folders.map(silentFileSystem).find((why) => why !== null)
  if (reason !== undefined && reason !== null) fall(reason)
  else {
    try {
      for (const folder of folders) watchers.push(open(folder))
    } catch (error) {
      fall(String((error as NodeJS.ErrnoException).code ?? error))
    }
    if (!polling) {
      every(DOUBT_MS, () => {
        // A change that was not reported although the file has been still for long: the system is silent.
        const unreported = files.filter((path) => !waiting.has(path) && isOld(path) && look(path))
        if (unreported.length > 0) fall('a save was not reported')
      })
    }
  }

  function open(folder: string): FSWatcher {
    const inside = files.filter((path) => dirname(path) === folder)
    // The folder, not the file: a save by rename would leave us with the old inode.
    const watcher = watch(folder, { persistent: true }, (_event, name) => {
      for (const path of inside) if (name === null || join(folder, name) === path) look(path)
    })
    watcher.on('error', (error) => fall(String((error as NodeJS.ErrnoException).code ?? error)))
    return watcher
  }

  return {
    how: () => (polling ? 'polling' : 'native'),
    stop: () => {
      stopped = true
      clearInterval(timer)
      for (const pending of waiting.values()) clearTimeout(pending)
      for (const watcher of watchers.splice(0)) watcher.close()
    },
  }
}

/** Saves one after another; those made while one is worked on count as one. Ends when the loop is left. */
export async function* savesOf(options: Omit<WatchOptions, 'onSaved'>): AsyncGenerator<string[]> {
  const saved = new Set<string>()
  let wake = () => {}
  const watching = watchFiles({
    ...options,
    onSaved: (path) => {
      saved.add(path)
      wake()
    },
  })
  try {
    for (;;) {
      if (saved.size === 0) await new Promise<void>((resolve) => (wake = resolve))
      const paths = [...saved]
      saved.clear()
      yield paths
    }
  } finally {
    watching.stop()
  }
}

function stampOf(path: string): string | null {
  const stat = statOf(path)
  return stat?.isFile() ? `${stat.mtimeMs}/${stat.size}/${stat.ino}` : null
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

function isOld(path: string): boolean {
  const stat = statOf(path)
  return stat !== null && Date.now() - stat.mtimeMs > DOUBT_MS / 2
}

/** Magic numbers of statfs(2) on Linux for file systems whose changes may be made elsewhere. */
const SILENT: Record<number, string> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  16914839: '9P (WSL or a virtual machine)',
  1702057286: 'FUSE',
  2020557398: 'a VirtualBox folder',
  1397113167: 'AFS',
  12805120: 'Ceph',
  198183888: 'Lustre',
  3133910204: 'a VMware folder',
}

/** Why native watching cannot be trusted in a folder; null when it can. */
export function silentFileSystem(folder: string): string | null {
  if (process.platform !== 'linux') return null
  if (/microsoft/i.test(release()) && /^\/mnt\/[a-z](\/|$)/.test(folder)) return 'a WSL mount'
  try {
    return SILENT[Number(statfsSync(folder).type) >>> 0] ?? null
  } catch {
    return null
  }
}
