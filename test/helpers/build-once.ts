import { execFileSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Tests that run the command line need dist/ to be what the sources say. */
export default function setup(): void {
  const built = join(root, 'dist/main.cjs')
  const newest = globSync(['src/**/*', 'content/**/*', 'scripts/**/*.ts'], { cwd: root })
    .map((file) => statSync(join(root, file)))
    .filter((stat) => stat.isFile())
    .reduce((latest, stat) => Math.max(latest, stat.mtimeMs), 0)
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return
  execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' })
}
