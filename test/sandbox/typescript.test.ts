import { afterAll, expect, test } from 'vitest'
import { program, runnerOf } from '../helpers/sandbox.ts'

const runner = runnerOf('isolate')
afterAll(() => runner.close())

// The compiler is native: in mastery's own process any of these would end it.
test.each([
  ['brackets', `let x = ${'('.repeat(200_000)}`],
  ['types', `let x: ${'Array<'.repeat(100_000)}`],
  ['functions', `let x = ${'()=>'.repeat(100_000)}1`],
])('a file nested too deeply ends only the process that compiles it (%s)', async (_, text) => {
  const run = await program(runner, 'typescript', text)
  expect(run.error).toMatchObject({
    type: 'SyntaxError',
    message: 'It is nested too deeply, or too large, to be compiled',
    where: { file: 'main.ts', line: 1 },
  })
})

test('a large file runs as a small one does, with its own lines in errors', async () => {
  const lines = Array.from({ length: 400 }, (_, at) => `const n${at}: number = ${at}`)
  const text = `${lines.join('\n')}\nconsole.log(n0 + n399)\nthrow new TypeError('here')`
  expect(text.length).toBeGreaterThan(8192)
  const run = await program(runner, 'typescript', text)
  expect(run.stdout).toBe('399\n')
  expect(run.error).toMatchObject({ type: 'TypeError', where: { file: 'main.ts', line: 402 } })
})

test('an error in a large file is told where it is', async () => {
  const text = `${'const text: string = "x"\n'.replace('text', 'one')}${'// more\n'.repeat(800)}let 1x = 2`
  const run = await program(runner, 'typescript', text)
  expect(run.error).toMatchObject({ type: 'SyntaxError', where: { line: 802 } })
})
