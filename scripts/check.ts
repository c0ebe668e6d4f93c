/**
 * `npm run check`: everything CI does beside the tests. Each step must leave the checkout as it was; a generated
 * file that changes is a failure.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const node = process.execPath
const bin = (name: string) => join(root, 'node_modules/.bin', name)

/** Committed, and made by the build or a generator. */
const GENERATED = [
  'oclif.manifest.json',
  'schemas',
  'docs/commands.md',
  'docs/keys.md',
  'contracts',
]

const steps: [string, string, string[]][] = [
  ['types', bin('tsc'), ['-p', '.']],
  ['format and lint', bin('biome'), ['ci', '--max-diagnostics=40']],
  ['dead code', bin('knip'), []],
  ['build', node, ['scripts/build.ts']],
  ['generate', node, ['scripts/generate.ts']],
  [
    'bundled courses',
    node,
    ['bin/run.js', 'course', 'check', 'content', '--solutions', '--mutants'],
  ],
]

let failed = 0
const before = snapshot()
for (const [name, command, args] of steps) {
  process.stdout.write(`check: ${name}\n`)
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) {
    failed++
    process.stdout.write(`check: ${name} FAILED\n`)
  }
}
const changed = [...snapshot()].filter(([file, text]) => before.get(file) !== text)
for (const [file] of changed)
  process.stdout.write(`check: ${file} is generated and was not up to date\n`)
process.exitCode = failed + changed.length === 0 ? 0 : 1

function snapshot(): Map<string, string> {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...GENERATED], {
    cwd: root,
    encoding: 'utf8',
  })
  return new Map(
    list
      .split('\n')
      .filter(Boolean)
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  )
}
