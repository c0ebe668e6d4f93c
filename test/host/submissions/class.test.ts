import { execFileSync } from 'node:child_process'
import { readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readSubmissions } from '../../../src/host/submissions/read-submissions.ts'
import { tarOf, zipOf } from '../../helpers/archives.ts'
import { temporaryFolder } from '../../helpers/temporary.ts'
import { all, MAIN, only, put } from './all.ts'

const zip = (text: string, name = 'main.py') => zipOf([{ name, data: text }])

/** The same files as a folder and in every kind of archive. */
function everyWay(files: Readonly<Record<string, string | Buffer>>, name = 'class'): string[] {
  const folder = temporaryFolder()
  const entries = Object.entries(files).map(([path, data]) => ({ name: `${name}/${path}`, data }))
  put(join(folder, name), files)
  put(folder, {
    [`${name}.zip`]: zipOf(entries),
    [`${name}.tar`]: tarOf(entries),
    [`${name}.tgz`]: gzipSync(tarOf(entries)),
  })
  return [name, `${name}.zip`, `${name}.tar`, `${name}.tgz`].map((path) => join(folder, path))
}

/** Name, learner and text of each, however they came; that is the same for every container. */
async function each(files: Readonly<Record<string, string | Buffer>>, name = 'class') {
  const read = await Promise.all(everyWay(files, name).map((path) => all(path)))
  const views = read.map(({ submissions, notes, many }) => ({
    many,
    notes,
    submissions: submissions.map((one) => ({
      name: one.name,
      learner: one.learner,
      text: one.files[0]?.text ?? null,
      notes: one.notes,
      problem: one.problem?.message ?? null,
    })),
  }))
  const [first, ...others] = views
  for (const other of others) expect(other).toEqual(first)
  return first
}

describe('a class', () => {
  test('is a folder or archive of folders, files and archives', async () => {
    const read = await each({
      'jane/main.py': 'j',
      'omar.py': 'o',
      'mei.zip': zip('m'),
      'ann/ann.tgz': gzipSync(tarOf([{ name: 'hw/main.py', data: 'a' }])),
      'bob/solution.py': 'b',
      'README.txt': 'r',
    })
    expect(read).toMatchObject({ many: true, notes: ['README.txt is no submission.'] })
    expect(read?.submissions).toMatchObject([
      { name: 'ann', text: 'a', problem: null },
      { name: 'bob', text: null, problem: 'main.py is not in it. Is it solution.py?' },
      { name: 'jane', text: 'j', notes: [] },
      { name: 'mei.zip', text: 'm' },
      { name: 'omar.py', text: 'o', notes: ['omar.py was taken as main.py.'] },
    ])
  })

  test('from Moodle: folders, what was typed, people of one name', async () => {
    const read = await each({
      'Jane Doe_11_assignsubmission_file_/main.py': '1',
      'Jane Doe_11_assignsubmission_onlinetext_/onlinetext.html': '<p>',
      'Jane Doe_12_assignsubmission_file_/hw.zip': zip('2'),
      'Omar_13_assignsubmission_onlinetext_/onlinetext.html': '<p>',
      'Mei_14_assignsubmission_file_main.py': '4',
    })
    expect(read?.submissions).toMatchObject([
      {
        name: 'Jane Doe (11)',
        learner: 'Jane Doe',
        text: '1',
        notes: ['What was typed into Moodle was left out.'],
      },
      { name: 'Jane Doe (12)', learner: 'Jane Doe', text: '2' },
      { name: 'Mei', learner: 'Mei', text: '4' },
      {
        name: 'Omar',
        learner: 'Omar',
        problem: 'There is no file in it, only text typed into Moodle.',
      },
    ])
  })

  test('from Canvas: files handed in again, late ones, archives', async () => {
    const read = await each({
      'doejane_11_101_main.py': 'old',
      'doejane_11_109_main-10.py': 'new',
      'doejane_11_103_main-2.py': 'newer',
      'omar_LATE_12_104_hello.py': 'o',
      'mei_13_105_hw.zip': zip('m'),
      'ann_14_text.html': '<p>',
    })
    expect(read?.submissions).toMatchObject([
      { name: 'ann', problem: 'There is no file in it, only text typed into Canvas.' },
      {
        name: 'doejane',
        learner: 'doejane',
        text: 'new',
        notes: ['Handed in 3 times; the latest counts.'],
      },
      { name: 'mei', text: 'm' },
      {
        name: 'omar',
        text: 'o',
        notes: ['Canvas marks it as late.', 'hello.py was taken as main.py.'],
      },
    ])
  })

  test('from Canvas: a version number that is the exercise\u2019s own name stays', async () => {
    const folder = put(temporaryFolder(), {
      'doe_11_101_part-2.py': '2',
      'li_12_102_part-2.py': '3',
    })
    const { submissions } = await all(folder, { edit: ['part-2.py'], readonly: [] })
    expect(submissions.map(({ files }) => files[0]?.text)).toEqual(['2', '3'])
  })

  test('from Blackboard and Brightspace: the latest attempt counts', async () => {
    const blackboard = await each({
      'HW 1_jdoe_attempt_2026-11-01-10-00-00_main.py': 'old',
      'HW 1_jdoe_attempt_2026-11-01-10-00-00.txt': 'receipt',
      'HW 1_jdoe_attempt_2026-11-02-09-00-00_main.py': 'new',
      'HW 1_jdoe_attempt_2026-11-02-09-00-00.txt': 'receipt',
      'HW 1_omar_attempt_2026-11-02-09-00-00.txt': 'receipt',
    })
    expect(blackboard?.submissions).toMatchObject([
      {
        name: 'jdoe',
        text: 'new',
        notes: ['Handed in 2 times; the latest counts, of 2026-11-02-09-00-00.'],
      },
      { name: 'omar', problem: "There is no file in it, only Blackboard's receipt." },
    ])
    const brightspace = await each({
      '11-5 - Jane Doe - Nov 1, 2026 1000 AM - main.py': 'old',
      '11-5 - Jane Doe - Nov 1, 2026 1205 PM - main.py': 'new',
      '12-5 - Omar - Nov 1, 2026 1000 AM - hw.zip': zip('o'),
      'index.html': '<table>',
    })
    expect(brightspace).toMatchObject({ notes: ['index.html is no submission.'] })
    expect(brightspace?.submissions).toMatchObject([
      {
        name: 'Jane Doe',
        text: 'new',
        notes: ['Handed in 2 times; the latest counts, of 2026-11-01 12:05.'],
      },
      { name: 'Omar', text: 'o' },
    ])
  })

  test('from Gradescope: the list beside the folders says whose they are', async () => {
    const folders = {
      'submission_11/main.py': '1',
      'submission_12/sub/main.py': '2',
      'submission_13/main.py': '3',
    }
    const list = `---
submission_11:
  :submitters:
  - :name: Jane Doe
    :sid: '100'
    :email: jane@example.org
  :created_at: 2026-11-01 10:00:00.000000000 Z
  :results:
    output: |
      submission_13:
        :submitters:
        - :name: Forged
submission_12:
  :submitters:
  - :name: Pair One
    :sid: '200'
  - :name: "Pair: Two"
submission_13:
  :submitters: &1 !ruby/object:Evil
  - :name: *1
`
    const read = await each({ ...folders, 'submission_metadata.yml': list })
    expect(read).toMatchObject({ notes: [] })
    expect(read?.submissions).toMatchObject([
      { name: 'Jane Doe', learner: 'Jane Doe', text: '1' },
      { name: 'Pair One, Pair: Two', text: '2' },
      { name: 'submission_13', learner: null, text: '3' },
    ])
    expect((await each(folders))?.submissions.map(({ name }) => name)).toEqual([
      'submission_11',
      'submission_12',
      'submission_13',
    ])
  })

  test('from GitHub Classroom', async () => {
    const read = await each(
      { 'hello-jane/main.py': 'j', 'hello-omar-b/main.py': 'o' },
      'hello-submissions',
    )
    expect(read?.submissions).toMatchObject([
      { name: 'jane', learner: 'jane', text: 'j' },
      { name: 'omar-b', learner: 'omar-b', text: 'o' },
    ])
  })

  test('given item by item is the same', async () => {
    const files = {
      'doejane_11_101_main.py': 'old',
      'doejane_11_103_main-1.py': 'new',
      'omar_12_104_main.py': 'o',
    }
    const folder = put(temporaryFolder(), files)
    const paths = readdirSync(folder).map((name) => join(folder, name))
    expect(await all(paths)).toEqual(await all(folder))
  })
})

describe('one or many', () => {
  const shape = async (files: Record<string, string>, wanted = MAIN) => {
    const { many, submissions } = await all(put(join(temporaryFolder(), 'it'), files), wanted)
    return many ? submissions.map(({ name }) => name) : 'one'
  }

  test.each<[Record<string, string>, 'one' | string[]]>([
    [{ 'main.py': '', 'jane/x.py': '', 'omar/y.py': '' }, 'one'],
    [{ 'jane/main.py': '' }, 'one'],
    [{ 'export/jane/main.py': '', 'export/omar/main.py': '' }, ['jane', 'omar']],
    [{ 'jane/main.py': '', 'omar/main.py': '' }, ['jane', 'omar']],
    [{ 'jane/solution.py': '', 'omar/solution.py': '' }, ['jane', 'omar']],
    [{ 'jane.py': '', 'omar.py': '' }, ['jane.py', 'omar.py']],
    [{ 'jane.py': '' }, 'one'],
    [{ 'jane.py': '', 'grades.csv': '' }, 'one'],
    [{ 'mian.py': '', 'img/a.png': '', 'docs/b.txt': '' }, 'one'],
    [{ 'other.py': '', 'sub/main.py': '' }, 'one'],
    [{ 'submission_1/main.py': '' }, ['submission_1']],
    [{ 'a.txt': '', 'b.txt': '' }, 'one'],
  ])('%j is %j', async (files, expected) => {
    expect(await shape(files)).toEqual(expected)
  })

  test('loose files are no class where the exercise has several files', async () => {
    const wanted = { edit: ['main.py', 'help.py'], readonly: [] }
    expect(await shape({ 'a.py': '', 'b.py': '' }, wanted)).toBe('one')
  })

  test('one learner\u2019s folder of a download is one', async () => {
    const folder = temporaryFolder()
    put(join(folder, 'Jane_11_assignsubmission_file_'), { 'a/x.py': '', 'b/y.py': '' })
    expect(await all(join(folder, 'Jane_11_assignsubmission_file_'))).toMatchObject({
      many: false,
      submissions: [{ name: 'Jane', learner: 'Jane' }],
    })
  })

  test('the person may say which it is', async () => {
    const folder = put(temporaryFolder(), { 'jane/main.py': 'x' })
    const class1 = await all(folder, MAIN, { as: 'each' })
    expect([class1.many, class1.submissions.map(({ name }) => name)]).toEqual([true, ['jane']])
    put(folder, { 'omar/main.py': 'x' })
    expect((await all(folder, MAIN, { as: 'one' })).submissions).toMatchObject([
      { problem: { kind: 'usage' } },
    ])
    const empty = put(temporaryFolder(), { 'a.txt': '' })
    await expect(all(empty, MAIN, { as: 'each' })).rejects.toMatchObject({ kind: 'usage' })
  })
})

test('one bad submission never stops the rest', async () => {
  const folder = put(temporaryFolder(), {
    'a/main.py': 'a',
    'b/': '',
    'c/main.py': Buffer.from([0xff, 0xfe, 0x41, 0]),
    'd.zip': 'no zip',
    'e.zip': zipOf([{ name: '../main.py', data: 'x' }]),
    'f.zip': zip('f').subarray(0, 60),
    'g.tgz': gzipSync(Buffer.alloc(2_000_000)),
    'h.7z': Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]),
    'z/main.py': 'z',
  })
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [join(folder, 'i.py')])
    symlinkSync('a', join(folder, 'j'))
    symlinkSync('/', join(folder, 'k.py'))
  }
  const { submissions } = await all(folder)
  const said = Object.fromEntries(
    submissions.map(({ name, problem }) => [name, problem?.message ?? null]),
  )
  expect(said).toMatchObject({
    a: null,
    b: 'It is empty: there is no file in it.',
    c: 'main.py is saved as UTF-16.',
    'd.zip': 'It is no archive, or a damaged one.',
    'e.zip': '"../main.py" leads out of the archive.',
    'f.zip': expect.stringMatching(/^The archive is damaged or cut off/),
    'g.tgz': 'It is compressed, but no tar archive is in it.',
    'h.7z': 'It is a 7z archive, which is not read.',
    z: null,
  })
  if (process.platform === 'win32') return
  expect(said).toMatchObject({
    'i.py': 'i.py is a named pipe.',
    j: 'j is a symbolic link.',
    'k.py': 'k.py is a symbolic link.',
  })
})

test('reading ends when it is told to', async () => {
  const folder = put(temporaryFolder(), { 'a/main.py': 'a', 'b/main.py': 'b', 'c/main.py': 'c' })
  const stop = new AbortController()
  const names: string[] = []
  for await (const { name } of await readSubmissions([folder], MAIN, { signal: stop.signal })) {
    names.push(name)
    if (name === 'b') stop.abort()
  }
  expect(names).toEqual(['a', 'b'])
})

test('names do not depend on the order of the file system', async () => {
  const names = ['b', 'a', 'C', 'ä', '10', '9']
  const files = Object.fromEntries(names.map((name) => [`${name}/main.py`, name]))
  const turned = Object.fromEntries(Object.entries(files).toReversed())
  const read = async (some: Record<string, string>) => {
    const found = await readSubmissions([put(temporaryFolder(), some)], MAIN)
    const order: string[] = []
    for await (const { name } of found) order.push(name)
    return order
  }
  expect(await read(files)).toEqual(await read(turned))
  expect(await read(files)).toEqual([...names].sort())
})

test('control characters of a name do not reach a report', async () => {
  const folder = put(temporaryFolder(), { 'a\u001b[31m/main.py': 'a', 'b/main.py': 'b' })
  const { submissions } = await all(folder)
  expect(submissions.map(({ name }) => name)).toEqual(['a\uFFFD[31m', 'b'])
  // Also where it takes the path to tell two apart.
  const alike = put(temporaryFolder(), { 'a\u0001/main.py': 'a', 'a\u0002/main.py': 'b' })
  for (const { name } of (await all(alike)).submissions) expect(name).not.toMatch(/\p{Cc}/u)
  const one = put(temporaryFolder(), { 'main.py': 'x', 'a\nb\u202Etxt': '' })
  expect((await only(one)).notes).toEqual(['a\uFFFDb\uFFFDtxt is not part of the exercise.'])
})
