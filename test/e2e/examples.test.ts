import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { type Cli, learner } from '../helpers/cli.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const root = join(import.meta.dirname, '../..')

interface ManifestCommand {
  id: string
  hidden?: boolean
  examples?: (string | { command: string })[]
}

/** Every example of every command's help, as it would be typed. */
function examples(): string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'))
  return (Object.values(manifest.commands) as ManifestCommand[]).flatMap((command) => {
    expect(command.examples?.length ?? 0, `${command.id} shows no example`).toBeGreaterThan(0)
    return (command.examples ?? []).map((example) =>
      (typeof example === 'string' ? example : example.command).replaceAll(
        '<%= config.bin %>',
        'mastery',
      ),
    )
  })
}

/** A learner in the middle of things: an exercise begun and passed, a course of their own, an export. */
async function prepared(): Promise<Cli> {
  const cli = learner()
  const at = (path: string) => join(cli.workspace, path)
  await cli.run(['start', 'departure-board'])
  const solution = join(root, 'content/python/exercises/departure-board/solution/main.py')
  writeFileSync(at('python/departure-board/main.py'), readFileSync(solution))
  await cli.run(['submit', 'departure-board'])
  const pack = ['course', 'pack', join(root, 'content/python'), '--learner', '-o']
  await cli.run([...pack, 'python-learner.json.gz'])
  writeFileSync(at('hello.py'), 'print("Hello!")\n')
  for (const name of ['ada', 'ben']) {
    mkdirSync(at(`handed-in/${name}`), { recursive: true })
    writeFileSync(at(`handed-in/${name}/main.py`), readFileSync(solution))
  }
  writeFileSync(at('main.js'), 'import { twice } from "./helper.js"\nconsole.log(twice(21))\n')
  writeFileSync(at('helper.js'), 'export const twice = (n) => 2 * n\n')
  writeFileSync(at('schema.sql'), 'CREATE TABLE town (name TEXT);\n')
  writeFileSync(at('query.sql'), 'SELECT name FROM town;\n')
  mkdirSync(at('.config/fish/completions'), { recursive: true })
  return cli
}

function shell(cli: Cli, line: string): Promise<{ code: number; output: string }> {
  const bin = temporaryFolder()
  writeFileSync(
    join(bin, 'mastery'),
    `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'bin/run.js')}" "$@"\n`,
  )
  chmodSync(join(bin, 'mastery'), 0o755)
  // An editor would wait for a person.
  writeFileSync(join(bin, 'vim'), '#!/bin/sh\n')
  chmodSync(join(bin, 'vim'), 0o755)
  const env = {
    ...cli.env,
    HOME: cli.workspace,
    CI: '1',
    PATH: `${bin}${delimiter}${process.env.PATH}`,
  }
  return new Promise((resolve) => {
    const child = execFile(
      'bash',
      ['-c', line],
      { cwd: cli.workspace, env, timeout: 60_000 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code ?? -1)
        resolve({ code, output: `${line}\n${stdout}${stderr}` })
      },
    )
    child.stdin?.end()
  })
}

/** Attacks every tier anew, which takes many seconds: test/slow/lab.test.ts runs it. */
const RUN_ELSEWHERE = /^mastery sandbox doctor/

/** Their answer is a result, not a mistake in the example. */
const MAY_END_WITH: [RegExp, number][] = [
  [/^mastery doctor/, 6],
  [/^mastery (check|submit)/, 1], // the starter of the next exercise
  [/^mastery grade hello.py/, 1], // prints something else
  [/^mastery config edit/, 2], // needs a terminal
]

test('every example in the help of every command runs', { timeout: 240_000 }, async () => {
  const cli = await prepared()
  // What takes away what others need comes last.
  const last = /course remove|course add .*gz|erase|reset|--import/
  // Those that wait for a save have tests of their own (practice.test.ts).
  const lines = examples().filter(
    (line) => !line.startsWith('mastery watch') && !RUN_ELSEWHERE.test(line),
  )
  const first = /--write/
  const order = (line: string) =>
    /course new/.test(line) ? 0 : first.test(line) ? 1 : last.test(line) ? 3 : 2
  const ordered = lines.toSorted((a, b) => order(a) - order(b))
  const failed: string[] = []
  for (const line of ordered) {
    const asked = /remove|erase|reset/.test(line) && !/--yes|--dry-run/.test(line)
    const { code, output } = await shell(cli, asked ? `${line} --yes` : line)
    const allowed = MAY_END_WITH.some(([pattern, may]) => pattern.test(line) && may === code)
    // A history is there already: an import says so, and how to go on.
    const imported = /--import/.test(line) && /needs an empty one|Restored/.test(output)
    if (code !== 0 && !allowed && !imported) failed.push(`${code}: ${output}`)
  }
  expect(failed).toEqual([])
})
