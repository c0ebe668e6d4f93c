import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { contracts } from '../../src/contracts/index.ts'
import { type Cli, learner, type Ran } from '../helpers/cli.ts'

/** The one JSON document on stdout, checked against the contract it names. */
function document(ran: Ran): Record<string, never> & { schema: string } {
  const value = ran.json()
  const { schema, ...rest } = value
  const contract = (contracts as Record<string, { parse(value: unknown): unknown }>)[schema]
  if (contract === undefined) throw new Error(`no contract for ${schema}: ${ran.stdout}`)
  contract.parse(rest)
  return value as never
}

const WRONG = 'city = input()\nplatform = input()\nprint("To:", city)\n'
const RIGHT = `${WRONG.split('\n').slice(0, 2).join('\n')}
print("** Departures **")
print("To:", city)
print("Platform:", platform)
print()
print("Have a good trip!")
`
const board = (cli: Cli) => join(cli.workspace, 'python', 'departure-board')
const save = (cli: Cli, text: string) => writeFileSync(join(board(cli), 'main.py'), text)

describe('an exercise, from the command line', () => {
  test('start, fail, hint, give the right program, submit, solution; each as JSON', async () => {
    const cli = learner()
    const started = document(await cli.run(['start', 'departure-board', '--json']))
    expect(started).toMatchObject({
      schema: 'mastery.exercise/1',
      folder: board(cli),
      written: ['main.py'],
      editor: null,
    })
    // From inside the folder no name is needed.
    const inside = { cwd: board(cli) }
    save(cli, WRONG)
    const failed = await cli.run(['check', '--json'], inside)
    expect(failed.code).toBe(1)
    expect(document(failed)).toMatchObject({
      schema: 'mastery.check/1',
      mode: 'check',
      exercise: 'departure-board',
      next: { command: 'mastery hint departure-board' },
    })
    expect(document(await cli.run(['hint', '--json'], inside))).toMatchObject({ rung: 1, of: 3 })
    const hidden = await cli.run(['solution', '--json'], inside)
    expect([hidden.code, document(hidden).schema]).toEqual([2, 'mastery.error/1'])
    save(cli, RIGHT)
    const checked = await cli.run(['test', '--json'], inside)
    expect([checked.code, document(checked)]).toMatchObject([
      0,
      { next: { command: 'mastery submit departure-board' } },
    ])
    const submitted = await cli.run(['submit', '--json'], inside)
    expect(submitted.code).toBe(0)
    expect(document(submitted)).toMatchObject({
      mode: 'submit',
      verdict: { status: 'passed', score: 100 },
      hintsShown: 1,
    })
    expect(document(await cli.run(['solution', '--json'], inside))).toMatchObject({ gaveUp: false })
  })

  test('a submission that fails ends with 1 and shows nothing of the hidden tests', async () => {
    const cli = learner()
    await cli.run(['start', 'departure-board'])
    save(cli, WRONG)
    const ran = await cli.run(['submit', '--json'])
    expect(ran.code).toBe(1)
    const { verdict } = document(ran) as unknown as {
      verdict: { tests: { hidden: boolean; evidence: unknown; output: string }[] }
    }
    const hidden = verdict.tests.filter((one) => one.hidden)
    expect(hidden.length).toBeGreaterThan(0)
    for (const one of hidden) expect(one).toMatchObject({ evidence: null, output: '' })
  })

  test('work is never written over; reset asks, and keeps it', async () => {
    const cli = learner()
    await cli.run(['start', 'departure-board'])
    save(cli, 'mine')
    const again = document(await cli.run(['start', 'departure-board', '--json']))
    expect(again).toMatchObject({ written: [], kept: ['main.py'] })
    const asked = await cli.run(['reset'])
    expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('--yes')])
    expect(readFileSync(join(board(cli), 'main.py'), 'utf8')).toBe('mine')
    const reset = document(await cli.run(['reset', '--yes', '--json'])) as unknown as {
      backup: string
    }
    expect(readFileSync(join(reset.backup, 'main.py'), 'utf8')).toBe('mine')
    expect(readFileSync(join(board(cli), 'main.py'), 'utf8')).toContain('Print the board below')
  })

  test('giving up asks, and is what the solution takes before a pass', async () => {
    const cli = learner()
    await cli.run(['start', 'departure-board'])
    expect((await cli.run(['solution', '--give-up'])).code).toBe(2)
    expect(document(await cli.run(['solution', '--give-up', '--yes', '--json']))).toMatchObject({
      gaveUp: true,
    })
    expect((await cli.run(['solution'])).code).toBe(0)
  })

  test('the editor that is named gets the file; a wrong one changes nothing', async () => {
    const cli = learner()
    const wrong = await cli.run(['start', 'departure-board', '--editor', 'no-such-editor'])
    expect([wrong.code, existsSync(board(cli))]).toEqual([2, false])
    const editor = join(cli.home, 'editor.sh')
    mkdirSync(cli.home, { recursive: true })
    writeFileSync(editor, `#!/bin/sh\necho edited >> "$1"\n`, { mode: 0o755 })
    expect((await cli.run(['start', 'departure-board', '--editor', editor])).code).toBe(0)
    expect(readFileSync(join(board(cli), 'main.py'), 'utf8')).toMatch(/edited\n$/)
  })

  test('bad names and bad files are said in words, with the exit code that fits', async () => {
    const cli = learner()
    const near = await cli.run(['start', 'departure-baord'])
    expect([near.code, near.stderr]).toEqual([
      2,
      expect.stringContaining('mastery start departure-board'),
    ])
    const idle = await cli.run(['check'])
    expect([idle.code, idle.stderr]).toEqual([2, expect.stringContaining('mastery start')])
    await cli.run(['start', 'departure-board'])
    writeFileSync(join(board(cli), 'main.py'), Buffer.from([0xff, 0xfe, 0x61, 0x00]))
    const binary = await cli.run(['check', '--json'])
    expect([binary.code, document(binary)]).toMatchObject([6, { error: { kind: 'invalid-data' } }])
    writeFileSync(join(board(cli), 'main.py'), 'x'.repeat(1024 * 1024 + 1))
    expect((await cli.run(['submit'])).code).toBe(8)
    rmSync(join(board(cli), 'main.py'))
    writeFileSync(join(board(cli), 'mian.py'), RIGHT)
    const renamed = await cli.run(['check'])
    expect([renamed.code, renamed.stderr]).toEqual([2, expect.stringContaining('Is it mian.py?')])
  })

  test('watch waits for a save and ends with its report', async () => {
    const cli = learner()
    await cli.run(['start', 'departure-board'])
    const waiting = cli.run(['watch', '--once', '--json'])
    for (let count = 0; count < 40; count++) {
      await sleep(250)
      save(cli, `${RIGHT}# ${count}\n`)
      if (await Promise.race([waiting.then(() => true), sleep(1).then(() => false)])) break
    }
    const ran = await waiting
    expect([ran.code, document(ran)]).toMatchObject([0, { verdict: { status: 'passed' } }])
  })
})

test('a submission killed at any moment is recorded whole or not at all, and always once it was reported', async () => {
  const cli = learner()
  await cli.run(['start', 'departure-board'])
  save(cli, RIGHT)
  let reported = 0
  for (let round = 0; round < 12; round++) {
    const child = cli.spawn(['submit', 'departure-board', '--json'])
    let stdout = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
    })
    const closed = new Promise((resolve) => child.once('close', resolve))
    const timer = setTimeout(() => child.kill('SIGKILL'), 60 + ((round * 97) % 600))
    await closed
    clearTimeout(timer)
    if (stdout.includes('"verdict"')) reported++
  }
  const lines = (await cli.run(['export'])).stdout.split('\n').filter((row) => row !== '')
  const kept = lines.map((row) => JSON.parse(row))
  const submitted = JSON.stringify(kept).split('"exercise.submitted"').length - 1
  expect(submitted).toBeGreaterThanOrEqual(reported)
  expect((await cli.run(['doctor', '--rebuild', '--json'])).json()).toMatchObject({
    rebuild: { differences: [] },
  })
})

describe('a lesson, from the command line', () => {
  test('as text, in sections, with its programs run and its questions answered', async () => {
    const cli = learner()
    const text = await cli.run(['learn', 'variables'])
    expect([text.code, text.stdout]).toEqual([0, expect.stringContaining('Give values a name')])
    const page = document(
      await cli.run(['learn', 'variables', '--section', '2', '--run', '--json']),
    )
    expect(page).toMatchObject({ section: 2, place: 2, readOn: null })
    const { sections } = page as unknown as {
      sections: { blocks: { type: string; run?: { asStated: boolean } }[] }[]
    }
    const runs = sections[0]?.blocks.filter((block) => block.type === 'run') ?? []
    expect(runs.length).toBeGreaterThan(0)
    for (const block of runs) expect(block.run?.asStated).toBe(true)
    const done = document(await cli.run(['learn', '--done', '--json']))
    expect(done).toMatchObject({ lesson: 'variables', place: 2, readOn: expect.any(String) })
    expect((await cli.run(['learn', 'variables', '--section', '99'])).code).toBe(2)
  })
})

describe('a quiz, from the command line', () => {
  interface Page {
    attempt: string
    questions: { id: string; type: string; choices?: { id: string }[] }[]
  }

  test('is asked, answered bit by bit, resumed and summed up, without ever telling an answer', async () => {
    const cli = learner()
    const page = document(
      await cli.run(['quiz', 'python/basics-quiz', '--json']),
    ) as unknown as Page
    expect(JSON.stringify(page)).not.toMatch(/"correct"|"explanation"|"solution"/)
    const both = await learner().run(['quiz', 'basics-quiz'])
    expect([both.code, both.stderr]).toEqual([
      2,
      expect.stringContaining('mastery quiz python/basics-quiz'),
    ])
    const single = page.questions.find((one) => one.type === 'single')
    const flag = `${single?.id}=${single?.choices?.[0]?.id}`
    const one = document(await cli.run(['quiz', 'basics-quiz', '--answer', flag, '--json']))
    expect(one).toMatchObject({ left: page.questions.length - 1, summary: null })
    const resumed = document(await cli.run(['quiz', '--json'])) as unknown as Page
    expect(resumed).toMatchObject({ resumed: true, attempt: page.attempt })
    expect(resumed.questions).toEqual(page.questions.filter((question) => question !== single))
    const given = JSON.stringify({ [single?.id ?? '']: 'again' })
    const again = await cli.run(['quiz', 'basics-quiz', '--answers', '-'], { stdin: given })
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('answered already')])
    const wrong = await cli.run(['quiz', 'basics-quiz', '--answers', '-'], { stdin: '{' })
    expect(wrong.code).toBe(2)
  })

  test('killed at any moment, nothing that was reported as done is lost', async () => {
    const cli = learner()
    const page = document(
      await cli.run(['quiz', 'python/basics-quiz', '--json']),
    ) as unknown as Page
    const singles = page.questions.filter((one) => one.type === 'single')
    const reported: string[] = []
    for (const [at, question] of singles.entries()) {
      const answer = `${question.id}=${question.choices?.[0]?.id}`
      const child = cli.spawn(['quiz', 'basics-quiz', '--answer', answer, '--json'])
      let stdout = ''
      child.stdout?.on('data', (chunk) => {
        stdout += chunk
      })
      const closed = new Promise((resolve) => child.once('close', resolve))
      // From before the database is open to after the report.
      const timer = setTimeout(() => child.kill('SIGKILL'), 40 + ((at * 67) % 260))
      await closed
      clearTimeout(timer)
      if (stdout.includes('"left"')) reported.push(question.id)
    }
    const after = document(await cli.run(['quiz', 'basics-quiz', '--json'])) as unknown as {
      attempt: string
      answered: { question: string }[]
    }
    expect(after.attempt).toBe(page.attempt)
    expect(after.answered.map((one) => one.question)).toEqual(expect.arrayContaining(reported))
    expect(new Set(after.answered.map((one) => one.question)).size).toBe(after.answered.length)
  })
})
