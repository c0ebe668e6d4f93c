import { isAbsolute, join, resolve } from 'node:path'
import { MasteryError } from '../errors.ts'

/** Where everything lives for one profile. All absolute. */
export interface Paths {
  profile: string
  /** The precious one: learner.db and its backups. */
  data: string
  /** Safe to delete: library.db, probes. */
  cache: string
  learnerDb: string
  libraryDb: string
  /** Default folder for the learner's own code; the setting `workspace` overrides it. */
  workspace: string
}

export interface Machine {
  env: Readonly<Record<string, string | undefined>>
  platform: string
  home: string
}

/**
 * XDG folders on Linux and macOS, `%APPDATA%`/`%LOCALAPPDATA%` on Windows; `MASTERY_HOME` overrides all of
 * them, but not the workspace: that is the learner's own folder, and stays where it can be seen. A
 * profile other than `default` has folders of its own inside them.
 * @throws MasteryError `usage` for a profile name that is no slug
 */
export function resolvePaths(machine: Machine, profile = 'default'): Paths {
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(profile))
    throw new MasteryError('usage', `"${profile}" cannot be a profile's name.`, {
      next: 'Use up to 32 lower-case letters, digits and hyphens: mastery --profile work',
    })
  const roots = rootFolders(machine)
  const own = (folder: string) =>
    profile === 'default' ? folder : join(folder, 'profiles', profile)
  const data = own(roots.data)
  const cache = own(roots.cache)
  const workspace = profile === 'default' ? 'mastery' : `mastery-${profile}`
  return {
    profile,
    data,
    cache,
    learnerDb: join(data, 'learner.db'),
    libraryDb: join(cache, 'library.db'),
    workspace: join(machine.home, workspace),
  }
}

function rootFolders({ env, platform, home }: Machine): { data: string; cache: string } {
  const own = env.MASTERY_HOME
  if (own) return { data: resolve(own), cache: join(resolve(own), 'cache') }
  if (platform === 'win32') {
    const roaming = env.APPDATA ?? join(home, 'AppData', 'Roaming')
    const local = env.LOCALAPPDATA ?? join(home, 'AppData', 'Local')
    return { data: join(roaming, 'mastery'), cache: join(local, 'mastery', 'cache') }
  }
  // The XDG specification says to ignore relative paths.
  const xdg = (value: string | undefined, fallback: string) =>
    value !== undefined && isAbsolute(value) ? value : join(home, fallback)
  return {
    data: join(xdg(env.XDG_DATA_HOME, '.local/share'), 'mastery'),
    cache: join(xdg(env.XDG_CACHE_HOME, '.cache'), 'mastery'),
  }
}
