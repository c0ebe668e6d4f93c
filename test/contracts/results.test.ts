import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { contracts } from '../../src/contracts/index.ts'
import { type Cli, learner } from '../helpers/cli.ts'

const root = join(import.meta.dirname, '../..')
const solution = readFileSync(
  join(root, 'content/python/exercises/departure-board/solution/main.py'),
  'utf8',
)

/** Commands in the order of a first hour; each prints one document that its contract describes. */
const HOUR: { args: string[]; schema: string; code?: number; before?: (cli: Cli) => void }[] = [
  { args: [], schema: 'mastery.status/1' },
  { args: ['next'], schema: 'mastery.next/1' },
  { args: ['learn', 'printing'], schema: 'mastery.lesson/1' },
  { args: ['learn', 'printing', '--done'], schema: 'mastery.lesson/1' },
  { args: ['quiz', 'python/basics-quiz'], schema: 'mastery.quiz/1' },
  { args: ['start', 'departure-board'], schema: 'mastery.exercise/1' },
  { args: ['check', 'departure-board'], schema: 'mastery.check/1', code: 1 },
  { args: ['hint', 'departure-board'], schema: 'mastery.hint/1' },
  {
    args: ['submit', 'departure-board'],
    schema: 'mastery.check/1',
    before: (cli) => writeFileSync(join(cli.workspace, 'python/departure-board/main.py'), solution),
  },
  { args: ['solution', 'departure-board'], schema: 'mastery.solution/1' },
  { args: ['review'], schema: 'mastery.review/1' },
  {
    args: ['review', '--answer', 'basics-cards/print-sep#c1', '--grade', '4', '--course', 'python'],
    schema: 'mastery.review-done/1',
  },
  { args: ['catchup', '--minutes', '5'], schema: 'mastery.catchup/1' },
  { args: ['why', 'departure-board'], schema: 'mastery.why/1' },
  { args: ['status'], schema: 'mastery.status/1' },
  { args: ['stats'], schema: 'mastery.stats/1' },
  { args: ['list', '--kind', 'exercise'], schema: 'mastery.list/1' },
  { args: ['reset', 'departure-board', '--yes'], schema: 'mastery.reset/1' },
  {
    args: ['run', 'own.py'],
    schema: 'mastery.run/1',
    before: (cli) => writeFileSync(join(cli.workspace, 'own.py'), 'print(6 * 7)\n'),
  },
  { args: ['trace', 'own.py'], schema: 'mastery.trace/1' },
  {
    args: ['trace', 'departure-board', '--case', 'to-lima'],
    schema: 'mastery.trace/1',
  },
  {
    args: ['grade', 'solved.py', '--exercise', 'departure-board', '--report', 'json=grade.json'],
    schema: 'mastery.grade/1',
    before: (cli) => writeFileSync(join(cli.workspace, 'solved.py'), solution),
  },
  { args: ['grade', '--verify', 'grade.json', 'solved.py'], schema: 'mastery.grade-verify/1' },
  { args: ['config', 'list'], schema: 'mastery.settings/1' },
  { args: ['config', 'get', 'course'], schema: 'mastery.setting/1' },
  { args: ['config', 'set', 'review.new-per-day', '10'], schema: 'mastery.setting/1' },
  { args: ['course', 'new', 'mine'], schema: 'mastery.course-new/1' },
  { args: ['course', 'check', 'mine', '--write'], schema: 'mastery.course-check/1' },
  { args: ['course', 'add', 'mine'], schema: 'mastery.course-add/1' },
  { args: ['course', 'list'], schema: 'mastery.course-list/1' },
  { args: ['course', 'show', 'python'], schema: 'mastery.course-show/1' },
  { args: ['course', 'search', 'quotes'], schema: 'mastery.course-search/1' },
  { args: ['course', 'pack', 'mine', '--learner'], schema: 'mastery.course-pack/1' },
  { args: ['course', 'remove', 'mine', '--yes'], schema: 'mastery.course-remove/1' },
  { args: ['completion', 'bash'], schema: 'mastery.completion/1' },
  { args: ['doctor', '--rebuild'], schema: 'mastery.doctor/1' },
  { args: ['sandbox', 'doctor'], schema: 'mastery.sandbox-doctor/1' },
  {
    args: ['sandbox', 'attack', '--tier', 'kernel', '--only', 'fork-bomb'],
    schema: 'mastery.sandbox-attack/1',
  },
  { args: ['export', '--output', 'all.jsonl'], schema: 'mastery.export-report/1' },
  {
    args: ['export', '--import', 'all.jsonl', '--profile', 'copy'],
    schema: 'mastery.import/1',
  },
  { args: ['erase', '--dry-run'], schema: 'mastery.erase/1' },
  { args: ['learn', 'printin'], schema: 'mastery.error/1', code: 2 },
  { args: ['nonsense'], schema: 'mastery.error/1', code: 2 },
  { args: ['next', '--nonsense'], schema: 'mastery.error/1', code: 2 },
]

test('a first hour through --json alone: every document is what its contract says', {
  timeout: 240_000,
}, async () => {
  const cli = learner()
  mkdirSync(cli.workspace, { recursive: true })
  const seen = new Set<string>()
  for (const { args, schema, code = 0, before } of HOUR) {
    before?.(cli)
    const ran = await cli.run([...args, '--json'])
    const said = `mastery ${args.join(' ')}: ${ran.stdout}${ran.stderr}`
    const document = ran.json()
    expect(document.schema, said).toBe(schema)
    expect(ran.code, said).toBe(code)
    const { schema: _schema, ...value } = document
    const contract: z.ZodType = contracts[schema as keyof typeof contracts]
    const checked = contract.safeParse(value)
    expect(checked.success ? [] : checked.error.issues, said).toEqual([])
    seen.add(schema)
  }
  // Those that need a class, a question on a screen, or an answer that only some items take, have tests of their own.
  const elsewhere = [
    'mastery.course-item/1',
    'mastery.question-hint/1',
    'mastery.quiz-answers/1',
    'mastery.settings-changed/1',
    'mastery.similarity/1',
  ]
  expect(Object.keys(contracts).filter((id) => !seen.has(id) && !elsewhere.includes(id))).toEqual(
    [],
  )
})
