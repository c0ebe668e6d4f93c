import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { instrument } from '../../src/sandbox/instrument/instrument.ts'
import { generatedProgram } from '../helpers/generated-program.ts'
import { program, root, runnerOf } from '../helpers/sandbox.ts'
import { trace } from '../helpers/trace.ts'

const runner = runnerOf('isolate', true)
afterAll(() => runner.close())

const PACKAGES = ['acorn', 'yaml', 'zod', 'fast-check', 'typescript', 'react', 'chalk', 'execa']

test('code of others, instrumented, still parses, on the same lines', () => {
  const files = PACKAGES.flatMap((name) =>
    globSync(`node_modules/${name}/**/*.{js,mjs}`, { cwd: root }),
  )
  let woven = 0
  for (const path of files) {
    const text = readFileSync(join(root, path), 'utf8')
    if (text.length > 2_000_000) continue
    const given = { path: path.replace(/\.\w+$/, '.js'), text }
    const { files: [made] = [], locate } = instrument([given], given.path, new Map())
    if (made === undefined || made === given) continue
    woven++
    const sourceType = made.text.includes('export{};const $trace') ? 'module' : 'script'
    const parsed = parse(made.text, { ecmaVersion: 'latest', sourceType, allowHashBang: true })
    expect(parsed.body.length, path).toBeGreaterThan(0)
    // Only what tells of the end stands on a line of its own.
    const lines = (one: string) => one.split(/\r\n|[\n\r\u2028\u2029]/)
    expect(lines(made.text).length, path).toBe(lines(text).length + 1)
    expect(locate.get(given.path)?.(1, 1), path).toEqual({ line: 1, column: 1 })
  }
  expect(woven).toBeGreaterThan(300)
})

test('thousands of functions made by chance do the same', async () => {
  await fc.assert(
    fc.asyncProperty(generatedProgram, async (text) => {
      const plain = await program(runner, 'javascript', text)
      const traced = await trace(runner, 'javascript', text, { maxSteps: 10_000 })
      const out = traced.trace.steps.map((step) => step.out ?? '').join('')
      if (traced.trace.end.how === 'steps') expect(plain.stdout.startsWith(out)).toBe(true)
      else expect([out, traced.error]).toEqual([plain.stdout, plain.error])
    }),
    { numRuns: 400 },
  )
})
