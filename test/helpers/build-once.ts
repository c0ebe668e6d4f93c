import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { probedHome } from './probed-home.ts'

const root = join(import.meta.dirname, '../..')

/** Tests that run the command line need dist/ to be what the sources say. */
export default function setup(): void {
  const built = join(root, 'dist/main.cjs')
  const newest = globSync(['src/**/*', 'content/**/*', 'scripts/**/*.ts'], { cwd: root })
    .map((file) => statSync(join(root, file)))
    .filter((stat) => stat.isFile())
    .reduce((latest, stat) => Math.max(latest, stat.mtimeMs), 0)
  if (!existsSync(built) || statSync(built).mtimeMs < newest)
    execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' })
  const env = { ...process.env, MASTERY_HOME: probedHome() }
  const isNew = !existsSync(join(probedHome(), 'cache/sandbox-snapshots'))
  const look = isNew ? ['sandbox', 'doctor'] : ['doctor']
  // What it says of this machine is for the tests to find out; here it only remembers.
  spawnSync(process.execPath, [join(root, 'bin/run.js'), ...look, '--json'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
