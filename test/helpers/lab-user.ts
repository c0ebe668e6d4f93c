import { execFile } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Tier } from '../../src/core/grading/code-runner.ts'
import { root } from './sandbox.ts'
import { temporaryFolder } from './temporary.ts'

/**
 * What goes wrong when mastery itself is an ordinary user. Only for root, whose guests are nobody's otherwise.
 * @param parts of the names of attacks
 * @param without what its runners do without, such as `{ bubblewrap: null }`
 */
export async function faultsAsUser(
  tiers: readonly Tier[],
  parts: readonly string[],
  without: object = {},
): Promise<string[]> {
  const folder = temporaryFolder()
  chmodSync(folder, 0o777)
  const script = join(folder, 'user.ts')
  writeFileSync(
    script,
    `import { EVERYTHING, faultsOf, labOf } from ${JSON.stringify(join(root, 'test/helpers/lab.ts'))}
const faults: string[] = []
for (const tier of ${JSON.stringify(tiers)})
  for (const only of ${JSON.stringify(parts)}) {
    const report = await labOf(${JSON.stringify(without)}).attack({ ...EVERYTHING, tier, only })
    faults.push(...faultsOf(report))
    if (report.results.length === 0) faults.push(\`nothing was attacked in \${tier}\`)
  }
console.log(JSON.stringify({ user: process.getuid?.(), faults }))
`,
  )
  const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, script]
  const { stdout } = await promisify(execFile)('setpriv', asNobody, {
    env: { PATH: '/usr/bin:/bin', HOME: folder, TMPDIR: folder },
    maxBuffer: 64 << 20,
  })
  const { user, faults } = JSON.parse(stdout)
  return user === 65534 ? faults : [`it ran as user ${user}`]
}
