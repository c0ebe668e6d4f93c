/** What scripts/build.ts needs of the product itself; bundled, run once and removed. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheCommand } from '../node_modules/@oclif/core/lib/util/cache-command.js'
import { compileFolder } from '../src/host/course-folder.ts'
import { packageRoot } from '../src/package-root.ts'

type CommandClass = Parameters<typeof cacheCommand>[0]

/** oclif's manifest: what `mastery help`, completion and the command contract read. */
export async function commandManifest(commands: [string, CommandClass][]): Promise<object> {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))
  const cached: Record<string, object> = {}
  for (const [id, command] of commands) {
    command.id = id
    cached[id] = {
      ...(await cacheCommand(command, undefined, true)),
      pluginName: 'mastery',
      pluginAlias: 'mastery',
      pluginType: 'core',
      isESM: true,
      relativePath: ['dist', 'commands', `${id.replaceAll(':', '/')}.js`],
    }
  }
  return { commands: cached, version }
}

export const compileBundled = compileFolder
