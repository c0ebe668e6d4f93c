import { expect, test } from 'vitest'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { commandsOf } from './github-log.ts'
import { how } from './how.ts'
import { failed, HOSTILE, passed, reportOf, rich, submission, ungraded } from './rich-report.ts'

const render = (...given: (typeof passed)[]) => renderReport('github', reportOf(...given), how)

test('the golden log of a step, for one submission and for a class', async () => {
  await expect(render(failed)).toMatchFileSnapshot('golden/report.github.log')
  await expect(renderReport('github', rich, how)).toMatchFileSnapshot('golden/class.github.log')
})

test('annotations: what has a place first, hidden tests last, names and messages as they were', () => {
  const errors = commandsOf(render(failed)).commands.filter(({ name }) => name === 'error')
  expect(errors.map(({ properties }) => properties.title)).toEqual([
    'Greets by name (raises)',
    'Greets by name (by-name)',
    'Some other name',
  ])
  expect(errors[0]?.properties).toMatchObject({ file: 'handed-in/bob # 2/main.py', line: '7' })
  const odd = { ...failed, name: 'a:b,c', problem: null }
  const titles = commandsOf(render(odd, passed)).commands.map(({ properties }) => properties.title)
  expect(titles).toContain('a:b,c')
})

test('the runner obeys nothing of what a learner printed', () => {
  const log = render(failed)
  expect(log).toContain('::error file=main.py,line=1::forged')
  const { commands, text } = commandsOf(log)
  expect(commands.map(({ data }) => data)).not.toContain('forged')
  expect(commands.map(({ data }) => data)).not.toContain('forged too')
  expect(text).toContain('##[error]forged too')
  expect(text.join('\n')).not.toContain('SECRET')
  // Without the switch the same lines would be obeyed: the reader above is no sieve.
  expect(commandsOf(HOSTILE).commands).toHaveLength(2)
})

test('per cent signs and line ends in names and messages come back as they were', () => {
  const message = '100%0A, 50%25: a,b%'
  const odd = submission('odd', {
    problem: { kind: 'invalid-data', message, next: null },
  })
  const [error] = commandsOf(render(odd)).commands
  expect(error?.data).toBe(message)
  const named = { ...failed, name: 'a%3Ab%2C' }
  const titles = commandsOf(render(named, passed)).commands.map(
    ({ properties }) => properties.title,
  )
  expect(titles).toContain('a%3Ab%2C')
})

test('ten of each at most, the last one sums up the rest', () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    submission(`s${index}`, { problem: ungraded.problem }),
  )
  const { commands } = commandsOf(render(...many))
  const errors = commands.filter(({ name }) => name === 'error')
  expect(errors).toHaveLength(10)
  expect(errors.at(-1)?.data).toBe('31 more: the job summary has them all.')
  const ten = commandsOf(render(...many.slice(0, 10))).commands
  expect(ten.filter(({ name }) => name === 'error').map(({ data }) => data)).not.toContain(
    expect.stringContaining('more'),
  )
})

test('findings are warnings, the most expensive first; notes before them', () => {
  const report = { ...reportOf(passed), notes: ['Only the visible tests were run.'] }
  const { commands } = commandsOf(renderReport('github', report, how))
  const warnings = commands.filter(({ name }) => name === 'warning')
  expect(warnings.map(({ properties }) => properties.title)).toEqual([
    'mastery',
    'F841',
    'complexity',
    'F841',
  ])
  expect(commands.find(({ name }) => name === 'notice')?.data).toBe(
    'Greet & meet: passed, 10 of 10 points',
  )
})

test('a word that can be guessed is refused', () => {
  expect(() => renderReport('github', rich, { random: () => 'stop' })).toThrow()
})
