import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Paths } from '../core/config/paths.ts'
import type { EventStore } from '../core/store/event-store.ts'

export interface Inventory {
  folders: string[]
  events: number | null
  summary: string
}

/** What a profile has on this machine. Other profiles are not part of it. */
export function inventory(paths: Paths, open: () => EventStore): Inventory {
  const folders = [paths.data, paths.cache].filter((folder) => existsSync(folder))
  let events: number | null = null
  if (existsSync(paths.learnerDb)) {
    try {
      const store = open()
      events = store.count()
      store.close()
    } catch {
      // A damaged database is erased all the same.
    }
  }
  const history = events === null ? 'no readable history' : `${events} events of your history`
  return { folders, events, summary: `${history}, settings, backups and installed courses` }
}

/** Removes everything of the profile, but neither other profiles nor the workspace. */
export function eraseProfile({ folders }: Inventory): void {
  for (const folder of folders)
    for (const name of existsSync(folder) ? readdirSync(folder) : [])
      if (name !== 'profiles') rmSync(join(folder, name), { recursive: true, force: true })
}
