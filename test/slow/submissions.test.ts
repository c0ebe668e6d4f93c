import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { tarOf, zipOf } from '../helpers/archives.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const MB = 1024 * 1024
const reader = join(import.meta.dirname, '../../src/host/submissions/read-submissions.ts')

/** Reads a class in a process of its own: how many, how many with a problem, the most memory beyond the start. */
function readAlone(path: string): { total: number; problems: number; bytes: number; ms: number } {
  const code = `
    import { readSubmissions } from ${JSON.stringify(reader)}
    const used = () => { global.gc(); const { heapUsed, external } = process.memoryUsage(); return heapUsed + external }
    const before = used()
    const started = performance.now()
    const found = await readSubmissions([${JSON.stringify(path)}], { edit: ['main.py'], readonly: [] })
    let problems = 0
    let count = 0
    let most = 0
    for await (const { problem } of found) {
      if (problem !== null) problems += 1
      if (++count % 100 === 0) most = Math.max(most, used())
    }
    console.log(JSON.stringify({ total: count, problems, bytes: most - before, ms: performance.now() - started }))`
  const out = execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', code])
  return JSON.parse(out.toString())
}

test('memory stays flat over thousands, whatever they come in', () => {
  const folder = temporaryFolder()
  // 2,000 times 100 KB that hardly compress: 200 MB if they were held.
  const text = Buffer.from(
    Array.from({ length: 100_000 }, (_, n) => 32 + ((n * n * 7919 + n * 31) % 90)),
  )
  const files = Array.from({ length: 2_000 }, (_, n) => ({
    name: `class/learner${String(n).padStart(4, '0')}/main.py`,
    data: Buffer.concat([Buffer.from(`# ${n}\n`), text]),
  }))
  for (const { name, data } of files) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), data)
  }
  writeFileSync(join(folder, 'class.zip'), zipOf(files))
  writeFileSync(join(folder, 'class.tar'), tarOf(files))
  writeFileSync(join(folder, 'class.tgz'), gzipSync(tarOf(files), { level: 1 }))
  for (const name of ['class', 'class.zip', 'class.tar', 'class.tgz']) {
    const read = readAlone(join(folder, name))
    console.log(name, `${(read.bytes / MB).toFixed(1)} MB, ${Math.round(read.ms)} ms`)
    expect(read).toMatchObject({ total: 2_000, problems: 0 })
    // What was read and is garbage is not always gone at once.
    expect(read.bytes).toBeLessThan(64 * MB)
  }
})

test('a tar with the files of all mixed is refused where it would have to be held', () => {
  const folder = temporaryFolder()
  const data = Buffer.alloc(MB - 10, 'x')
  // All first files, then all second ones: each waits for its other half.
  const path = join(folder, 'class.tar')
  const half = (n: number) => ({ name: `l${n}/src/main.py`, data })
  writeFileSync(
    path,
    tarOf([
      ...Array.from({ length: 100 }, (_, n) => half(n)),
      ...Array.from({ length: 100 }, (_, n) => ({ name: `l${n}/src/help.py`, data: 'x' })),
    ]),
  )
  const code = `
    import { readSubmissions } from ${JSON.stringify(reader)}
    const found = await readSubmissions([${JSON.stringify(path)}], { edit: ['main.py', 'help.py'], readonly: [] })
    const kinds = {}
    for await (const { problem } of found) { const kind = problem?.kind ?? 'read'; kinds[kind] = (kinds[kind] ?? 0) + 1 }
    console.log(JSON.stringify(kinds))`
  const kinds = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code]).toString(),
  )
  expect(kinds.limit).toBeGreaterThan(30)
  expect(kinds.read).toBeGreaterThan(50)
  expect(kinds.limit + kinds.read).toBe(100)
})

test('a class of more than anybody teaches is refused', () => {
  const folder = temporaryFolder()
  for (let n = 0; n <= 20_000; n++) mkdirSync(join(folder, `l${n}`))
  expect(readAlone(folder)).toMatchObject({ total: 1, problems: 1 })
})
