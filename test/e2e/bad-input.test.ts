import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Cli, learner, type Ran } from '../helpers/cli.ts'
import { largeCourse } from '../helpers/large-course.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const RUN = join(import.meta.dirname, '../../bin/run.js')

/** What happened and what to do, never a stack, and the exit code. */
function expectRefusal(ran: Ran, code: number, ...words: (string | RegExp)[]): void {
  const said = `${ran.stdout}${ran.stderr}`
  expect({ code: ran.code, said }).toMatchObject({ code })
  expect(ran.stderr).toContain('Error: ')
  expect(ran.stderr).toContain('Next: ')
  expect(said).not.toMatch(/\n {4}at |undefined|\[object/)
  for (const word of words) expect(ran.stderr).toMatch(word)
}

/** A line of the shell in which `mastery` is this product. */
function inShell(cli: Cli, script: string): Promise<string> {
  return new Promise((resolve) => {
    const shim = `mastery() { "${process.execPath}" "${RUN}" "$@"; }\n${script}`
    const options = { env: cli.env, cwd: cli.workspace, maxBuffer: 32 << 20, timeout: 25_000 }
    execFile('bash', ['-c', shim], options, (_error, stdout, stderr) => resolve(stdout + stderr))
  })
}

describe('words that mean nothing', () => {
  test.each([
    ['start departure-bord', 'mastery start departure-board'],
    ['learn pyhton/printing', 'mastery learn python/printing'],
    ['quiz departure-board', 'mastery start departure-board'],
    ['why basics-cards/hol', 'mastery why basics-cards/hole'],
    ['list --course pyhton', '--course python'],
    ['list --unit bascis', '--unit basics'],
    ['course show pyhton', 'python'],
    ['config get review.new-perday', 'review.new-per-day'],
    ['config set course pyhton', 'python'],
    ['satus', 'mastery status'],
    ['cours', 'mastery help course'],
    ['course shw', 'mastery course show'],
    ['course nonsense', 'mastery help course'],
    ['help satus', 'mastery status'],
    ['list --cours python', '--course'],
    ['stats --days many', 'mastery stats --help'],
    ['start one two', 'mastery start --help'],
    ['run nothing.py', 'Next'],
  ])('mastery %s', async (line, next) => {
    const cli = learner()
    const words = line.split(' ')
    expectRefusal(await cli.run(words), 2)
    const ran = await cli.run([...words, '--json'])
    expect(ran.code).toBe(2)
    const { schema, error } = ran.json() as unknown as { schema: string; error: { next: string } }
    expect(schema).toBe('mastery.error/1')
    expect(error).toMatchObject({ kind: 'usage', exitCode: 2 })
    expect(error.next).toContain(next === 'Next' ? '' : next)
  })

  test.each(['why', 'run', 'completion', 'config get', 'config set', 'course add', 'course new'])(
    'mastery %s, without what it needs, says what is missing',
    async (line) => {
      const cli = learner()
      const ran = await cli.run(line.split(' '))
      expectRefusal(ran, 2, 'Something is missing. <', `mastery ${line} --help`)
    },
  )

  test('a setting without a value keeps the one it has', async () => {
    const cli = learner()
    await cli.run(['config', 'set', 'review.new-per-day', '7'])
    expectRefusal(await cli.run(['config', 'set', 'review.new-per-day']), 2, 'either a value')
    const { stdout } = await cli.run(['config', 'get', 'review.new-per-day'])
    expect(stdout).toBe('7\n')
  })
})

describe('an environment that lies', () => {
  test.each([
    [{ MASTERY_NOW: 'tomorrow' }, 2, 'MASTERY_NOW=2026'],
    [{ MASTERY_NOW: '+200000-01-01T00:00:00Z' }, 2, 'no date from 1970 to 2999'],
    [{ MASTERY_PROFILE: '../../etc' }, 2, 'cannot be a profile'],
    [{ MASTERY_REVIEW_NEW_PER_DAY: 'lots' }, 2, 'unset MASTERY_REVIEW_NEW_PER_DAY'],
    [{ MASTERY_HOME: RUN }, 8, 'is not a folder'],
    [{ MASTERY_HOME: '/proc/nowhere' }, 8, 'may not write'],
  ])('%o', async (env, code, words) => {
    const cli = learner()
    expectRefusal(await cli.run(['status'], { env }), code, words)
    const checkup = await cli.run(['doctor'], { env })
    expect(checkup.code, checkup.stderr).not.toBe(70)
  })

  test('a zone that is not on any map counts as UTC', async () => {
    const cli = learner()
    const env = { TZ: 'Nowhere/Nothing' }
    const ran = await cli.run(['config', 'set', 'review.new-per-day', '8'], { env })
    expect(ran.code, ran.stderr).toBe(0)
  })

  test('the folder the terminal stands in was removed', async () => {
    const cli = learner()
    const said = await inShell(cli, 'mkdir gone; cd gone; rmdir ../gone; mastery status; echo $?')
    expect(said).toContain('is not there any more')
    expect(said).toContain('2\n')
  })

  test.each(['{', 'null', '"x"', 'pipe', 'link'])('.mastery.json is %s', async (content) => {
    const cli = learner()
    const folder = temporaryFolder()
    const file = join(folder, '.mastery.json')
    if (content === 'pipe') await inShell(cli, `mkfifo ${file}`)
    else if (content === 'link') symlinkSync('/dev/zero', file)
    else writeFileSync(file, content)
    const ran = await cli.run(['config', 'list'], { cwd: folder })
    if (content === '"x"') expect(ran.code).toBe(0)
    else expectRefusal(ran, 6, '.mastery.json', 'mastery start')
  })
})

describe('files of the learner that are no programs', () => {
  test.each([
    ['100 MB', 8, 'larger than 1 MB'],
    ['binary', 6, 'not text'],
    ['UTF-16', 6, 'UTF-16'],
    ['a link', 6, 'symbolic link'],
    ['a pipe', 6, 'no ordinary file'],
    ['a folder', 6, 'is a folder'],
    ['renamed', 2, 'Is it mian.py?'],
  ])('%s', async (what, code, words) => {
    const cli = learner()
    const started = await cli.run(['start', 'departure-board', '--json'])
    const folder = started.json().folder as string
    const file = join(folder, 'main.py')
    rmSync(file, { recursive: true, force: true })
    if (what === '100 MB') {
      writeFileSync(file, '')
      truncateSync(file, 100 << 20)
    } else if (what === 'binary') writeFileSync(file, Buffer.from([1, 0, 2, 0xff]))
    else if (what === 'UTF-16') writeFileSync(file, Buffer.from('\ufeffprint(1)', 'utf16le'))
    else if (what === 'a link') symlinkSync('/etc/passwd', file)
    else if (what === 'a pipe') await inShell(cli, `mkfifo ${file}`)
    else if (what === 'a folder') mkdirSync(file)
    else writeFileSync(join(folder, 'mian.py'), 'print(1)\n')
    expectRefusal(await cli.run(['check', 'departure-board']), code, words)
    rmSync(file, { recursive: true, force: true })
  })
})

describe('streams that end, never end, or take nothing', () => {
  test('a reader that leaves early is no error', async () => {
    const cli = learner()
    for (const command of ['list --all', 'list --all --json', 'export', 'help'])
      expect(
        await inShell(cli, `mastery ${command} | head -c 1 > /dev/null; echo "\${PIPESTATUS[0]}"`),
        command,
      ).toBe('0\n')
  })

  test('output to a full disk is told, without a stack', async () => {
    const cli = learner()
    const said = await inShell(cli, 'mastery list > /dev/full; echo "code $?"')
    expect(said).toContain('could not be written (ENOSPC)')
    expect(said).toContain('code 8')
    expect(said).not.toContain('    at ')
  })

  test('input without an end is cut off', async () => {
    const cli = learner()
    writeFileSync(join(cli.workspace, 'echo.py'), 'print(input())\n')
    const said = await inShell(cli, 'yes | mastery run echo.py --stdin -; echo "code $?"')
    expect(said).toContain('longer than 1 MB')
    expect(said).toContain('code 8')
  })

  test('closed streams do not stop it', async () => {
    const cli = learner()
    expect(await inShell(cli, 'mastery status >&- 2>&- <&-; echo $?')).toBe('0\n')
  })

  test('completion is valid bash', async () => {
    const cli = learner()
    expect(await inShell(cli, 'mastery completion bash | bash -n; echo "$?"')).toBe('0\n')
  })
})

describe('interrupted', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s while the code of the learner runs leaves nothing behind',
    async (signal) => {
      const cli = learner()
      const { folder } = (await cli.run(['start', 'departure-board', '--json'])).json()
      writeFileSync(join(folder as string, 'main.py'), 'while True: pass\n')
      const child = cli.spawn(['check', 'departure-board'])
      await wait(900)
      const running = await childrenOf(child.pid as number)
      child.kill(signal)
      const code = await new Promise((resolve) => child.on('close', resolve))
      expect(code).toBe(130)
      await wait(300)
      expect(running.filter((pid) => existsSync(`/proc/${pid}/exe`))).toEqual([])
    },
  )

  test('a course is installed whole or not at all', { timeout: 40_000 }, async () => {
    const cli = learner()
    const course = temporaryFolder()
    for (const [path, text] of Object.entries(largeCourse(1000))) {
      mkdirSync(join(course, path, '..'), { recursive: true })
      writeFileSync(join(course, path), text)
    }
    await cli.run(['course', 'list'])
    for (const ms of [400, 900]) {
      const child = cli.spawn(['course', 'add', course])
      await wait(ms)
      child.kill('SIGINT')
      await new Promise((resolve) => child.on('close', resolve))
      const { courses, missing } = (
        await cli.run(['course', 'list', '--json'])
      ).json() as unknown as {
        courses: { id: string }[]
        missing: unknown[]
      }
      expect(missing).toEqual([])
      const items = (await cli.run(['list', '--all', '--json'])).json().rows as { course: string }[]
      const large = items.filter((item) => item.course === 'large')
      expect(large.length).toBe(courses.some(({ id }) => id === 'large') ? 1000 : 0)
    }
  })
})

/** Ids of all processes below one. */
async function childrenOf(pid: number): Promise<number[]> {
  const path = `/proc/${pid}/task/${pid}/children`
  if (!existsSync(path)) return []
  const own = readFileSync(path, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  return [...own, ...(await Promise.all(own.map(childrenOf))).flat()]
}
