import { expect, test } from 'vitest'
import { causeOf } from '../../../src/core/grading/cause-words.ts'
import type { AtLimit, Causes } from '../../../src/core/grading/code-runner.ts'
import { missingImport } from '../../../src/core/grading/import-words.ts'
import { unexpectedError } from '../../../src/core/grading/words.ts'

const limits = { seconds: 5, memoryMb: 50, outputKb: 64 }
const words = (run: Partial<Causes & AtLimit>, stdout = '') =>
  causeOf(
    {
      timedOut: false,
      outOfMemory: false,
      outputLimit: false,
      crashed: false,
      forbidden: false,
      cancelled: false,
      where: null,
      grew: null,
      error: null,
      stdout,
      stderr: '',
      ...run,
    },
    { limits, runner: 'python' },
  )?.words
const at = (text: string) => ({ file: 'main.py', line: 7, text })

test('a limit is told with what is known of the moment', () => {
  expect(words({})).toBeUndefined()
  expect(words({ timedOut: true })).toBe(
    'It was still running after 5 seconds and was stopped. Is there a loop that never ends?',
  )
  expect(words({ timedOut: true, where: at('while left > 0:') })).toBe(
    'It was still running after 5 seconds and was stopped in line 7 of main.py. Does this loop ever come to an end?',
  )
  expect(words({ timedOut: true, where: at('    total += 1') })).toContain(
    'Is there a loop around it that never ends?',
  )
  expect(words({ timedOut: true, where: at('time.sleep(60)') })).toContain('wait that long?')
  const grew = { name: 'names', type: 'list', length: 1_204_224 }
  expect(words({ outOfMemory: true, grew })).toBe(
    'It needed more than 50 MB of memory and was stopped. The list names had grown to 1,204,224 items. Should it be that large?',
  )
  expect(words({ outOfMemory: true, grew: { ...grew, type: 'str' } })).toContain(
    '1,204,224 characters',
  )
  expect(words({ outputLimit: true }, 'spam\n'.repeat(13_107))).toBe(
    'It printed more than 64 KB, 13,107 lines, and was stopped. Does a loop print without end?',
  )
})

test.each([
  [
    "No module named 'turtle'",
    'python',
    'It imports turtle in line 1, which Python has, but not in this sandbox: there is no screen and no system to reach. Exercises do not need it.',
  ],
  ["No module named 'maths'", 'python', 'It imports maths in line 1, but Python calls it math.'],
  [
    "No module named 'numpy'",
    'python',
    "It imports numpy in line 1, which is not in Python's standard library. Packages cannot be installed here, and exercises do not need them. Or is the file numpy.py missing beside it?",
  ],
  [
    'Cannot find "./cart"',
    'javascript',
    'It imports a file that is not there in line 1: "./cart".',
  ],
  [
    'Cannot find "node:fs"',
    'javascript',
    'It imports "node:fs" in line 1, which belongs to Node and not to JavaScript itself. Programs here have no files and no network, and exercises do not need them.',
  ],
  [
    'Cannot find "lodash"',
    'typescript',
    'It imports "lodash" in line 1, which is not part of JavaScript itself. Packages cannot be installed here, and exercises do not need them.',
  ],
] as const)('an import that is not there: %s', (message, language, said) => {
  expect(missingImport(message, language, ' in line 1')).toBe(said)
})

test.each([
  [
    "const fs = require('fs')",
    'It uses require in line 1 of main.js, which belongs to Node and not to JavaScript itself. Programs here have no files and no network, and exercises do not need fs.',
  ],
  [
    'const { add } = require("./add.js")',
    'It uses require in line 1 of main.js, which belongs to Node and not to JavaScript itself. Use import instead: import … from "./add.js".',
  ],
  [
    'const _ = require("lodash")',
    'It uses require in line 1 of main.js, which belongs to Node and not to JavaScript itself. Packages cannot be installed here, and exercises do not need lodash.',
  ],
])('require: %s', (text, said) => {
  const where = { file: 'main.js', line: 1, column: 1, text }
  const message = 'require is not defined'
  const error = { type: 'ReferenceError', classes: ['ReferenceError'], message, where, frames: [] }
  expect(unexpectedError(error, { runner: 'javascript' })).toBe(said)
})

test('a file of the machine: that a program sees only its own folder', () => {
  const type = 'FileNotFoundError'
  const words = (message: string) =>
    unexpectedError(
      { type, classes: [type], message, where: null, frames: [] },
      { runner: 'python' },
    )
  expect(words("[Errno 2] No such file or directory: '/etc/passwd'")).toBe(
    "It ended with FileNotFoundError: [Errno 2] No such file or directory: '/etc/passwd'. A program here sees only the files in its own folder.",
  )
  expect(words("[Errno 2] No such file or directory: 'names.txt'")).not.toContain('only the files')
})
