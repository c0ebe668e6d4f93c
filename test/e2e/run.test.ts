import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runContracts } from '../../src/contracts/run.ts'
import { learner } from '../helpers/cli.ts'

function files(folder: string, texts: Record<string, string | Buffer>): void {
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
}

test('a program prints as it was, and its failure is told with its own line', async () => {
  const cli = learner()
  files(cli.workspace, {
    'hello.py': 'name = input("Name? ")\nprint(f"Hello, {name}!")\nprint(1 // 0)\n',
  })
  const run = await cli.run(['run', 'hello.py', '--stdin', '-'], { stdin: 'Ada\n' })
  expect(run.code).toBe(1)
  expect(run.stdout).toBe('Name? Hello, Ada!\n')
  expect(run.stderr).toBe(
    '✗ It ended with ZeroDivisionError in line 3 of hello.py: integer division or\n  modulo by zero.\n  3 │ print(1 // 0)\n',
  )
  const short = await cli.run(['run', 'hello.py'])
  expect(short.stderr).toContain('Next: give it input with --stdin FILE')
})

test('--json gives one document; siblings are seen only when named; what ran is recorded', async () => {
  const cli = learner()
  files(cli.workspace, {
    'main.js': 'import { answer } from "./other"\nconsole.log(answer, prompt())\n',
    'other.js': 'export const answer = 42\n',
    'in.txt': 'typed\n',
  })
  const alone = await cli.run(['run', 'main.js', '--json'])
  expect(alone.code).toBe(1)
  expect(alone.json()).toMatchObject({
    schema: 'mastery.run/1',
    ok: false,
    errorKind: 'ModuleNotFoundError',
  })
  const both = await cli.run([
    'run',
    'main.js',
    '--with',
    'other.js',
    '--stdin',
    'in.txt',
    '--json',
  ])
  expect(both.code).toBe(0)
  const { schema, ...value } = both.json()
  expect(schema).toBe('mastery.run/1')
  expect(runContracts['mastery.run/1'].parse(value)).toMatchObject({
    ok: true,
    stdout: '42 typed\n',
    what: null,
  })
  const log = await cli.run(['export'])
  expect(log.stdout.match(/"code\.ran"/g)).toHaveLength(2)
})

test('TypeScript runs; limits of the learner hold and are told', async () => {
  const cli = learner()
  files(cli.workspace, {
    'a.ts': 'enum A { B = 3 }\nconsole.log(A.B as number)\n',
    'loop.py': 'print("on")\nwhile True: pass\n',
  })
  expect(await cli.run(['run', 'a.ts'])).toMatchObject({ code: 0, stdout: '3\n', stderr: '' })
  await cli.run(['config', 'set', 'limits.seconds', '1'])
  const loop = await cli.run(['run', 'loop.py'])
  expect(loop).toMatchObject({ code: 1, stdout: 'on\n' })
  expect(loop.stderr).toContain('still running after 1 second and was stopped')
  expect(loop.stderr).toContain('2 │ while True: pass')
})

test('--tier asks for a sandbox; a project file cannot ask for a weaker one', async () => {
  const cli = learner()
  files(cli.workspace, {
    'a.js': 'console.log(1)\n',
    '.mastery.json': JSON.stringify({
      settings: { 'sandbox.tier': 'kernel', 'limits.seconds': 2 },
    }),
  })
  const tier = async (...args: string[]) =>
    (await cli.run(['run', 'a.js', '--json', ...args])).json().tier
  expect(await tier('--tier', 'namespaces')).toBe('namespaces')
  const value = async (key: string) => (await cli.run(['config', 'get', key])).stdout.trim()
  expect([await value('sandbox.tier'), await value('limits.seconds')]).toEqual(['isolate', '2'])
  expect((await cli.run(['run', 'a.js', '--tier', 'best'])).code).toBe(2)
})

test('what is no program is refused with what would be one', async () => {
  const cli = learner()
  files(cli.workspace, {
    'a.rb': 'puts 1',
    'b.py': Buffer.from([0xff, 0xfe, 0x00]),
    'big.py': '#'.repeat(2 ** 20 + 1),
  })
  for (const name of ['a.rb', 'b.py', 'big.py', 'missing.py']) {
    const run = await cli.run(['run', name])
    expect(run.code).toBe(2)
    expect(run.stderr).toContain(name)
  }
})
