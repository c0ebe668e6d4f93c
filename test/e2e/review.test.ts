import { expect, test } from 'vitest'
import { contracts } from '../../src/contracts/index.ts'
import { type Cli, learner, type Ran } from '../helpers/cli.ts'

/** Runs with --json, checks the document against its contract, and gives it back. */
async function json(cli: Cli, ...args: string[]) {
  const ran = await cli.run([...args, '--json'])
  return { ran, document: checked(ran) }
}

function checked(ran: Ran): Record<string, unknown> {
  const { schema, ...document } = ran.json()
  const contract = contracts[schema as keyof typeof contracts]
  expect(contract, `contract of ${schema}`).toBeDefined()
  expect(contract.safeParse(document).error?.issues).toBeUndefined()
  return document
}

type Listed = { items: { id: string }[]; due: number; newLeft: number; repeats: number }

test('a day of reviews through --json alone, and the day after', async () => {
  const cli = learner({ MASTERY_NOW: '2026-11-20T09:00:00' })
  const fresh = (await json(cli, 'review', 'basics-cards', '--course', 'python')).document
  const cards = (fresh as unknown as Listed).items
  expect(cards).toHaveLength(20)
  const [first, second, third] = cards.map((card) => card.id) as [string, string, string]
  const answer = (id: string, grade: string) =>
    json(cli, 'review', '--course', 'python', '--answer', id, '--grade', grade, '--seconds', '6')
  expect((await answer(first, 'good')).document).toMatchObject({ grade: 4, interval: 1 })
  expect((await answer(second, 'again')).document).toMatchObject({ grade: 1, interval: 0 })
  expect((await answer(third, 'easy')).document).toMatchObject({ grade: 5 })
  expect((await json(cli, 'review', '--undo')).document).toMatchObject({ did: 'undone', id: third })
  expect((await json(cli, 'next')).document).toMatchObject({ action: 'review' })
  expect((await json(cli, 'status')).document).toMatchObject({
    due: { cards: 0, repeats: 1, newToday: 2, newLeft: 18 },
    streak: { days: 1, today: true },
  })
  const later = { env: { MASTERY_NOW: '2026-11-23T09:00:00' } }
  const due = checked(await cli.run(['review', '--json'], later)) as unknown as Listed
  expect(due).toMatchObject({ due: 2, repeats: 0 })
  expect(due.items.map((item) => item.id).toSorted()).toEqual([first, second].toSorted())
  expect(checked(await cli.run(['catchup', '-m', '5', '--json'], later))).toMatchObject({
    picked: [{ interval: 1 }, { interval: 1 }],
    left: { count: 0 },
  })
  expect(
    checked(await cli.run(['why', first, '--course', 'python', '--json'], later)),
  ).toMatchObject({
    date: { due: '2026-11-21', interval: 1, easiness: 2.5, reviews: [{ grade: 4, counts: true }] },
  })
  expect(checked(await cli.run(['stats', '--json'], later))).toMatchObject({
    forecast: expect.arrayContaining([{ day: '2026-11-23', due: 2 }]),
  })
})

test('text for people, on a clock that was set back', async () => {
  const cli = learner()
  const ahead = { env: { MASTERY_NOW: '2027-11-20T09:00:00' } }
  await cli.run(['review', '--answer', 'basics-cards/nope', '--grade', '4'], ahead)
  const { document } = await json(cli, 'review', 'basics-cards')
  const [card] = (document as unknown as Listed).items
  await cli.run(['review', '--answer', card?.id ?? '', '--grade', 'good'], ahead)
  const shown = await cli.run(['status'])
  expect(shown.code).toBe(0)
  expect(shown.stdout).toContain('Warning: This machine’s clock says')
  const review = await cli.run(['review'])
  expect(review.stderr).toContain('This machine’s clock says')
})

test('mistakes name the next command and exit with 2', async () => {
  const cli = learner()
  const cases: [string[], RegExp][] = [
    [['why', 'variabels'], /Did you mean: mastery why variables/],
    [['review', 'basics-card'], /Did you mean: mastery review basics-cards/],
    [['review', '--answer', 'basics-cards/nope', '--grade', '4'], /mastery (review --answer|list)/],
    [['review', '--undo', '--bury', 'x/y'], /One thing at a time/],
    [['review', '--grade', '4'], /answer/],
    [['next', '--course', 'pyhton'], /python/],
    [['stats', '--course', 'pyhton'], /python/],
    [['list', '--unit', 'basic'], /Did you mean: mastery list --unit basics/],
    [['catchup', '--course', 'pyhton'], /python/],
    [['catchup', '--minutes', '0'], /0/],
  ]
  const ran = await Promise.all(cases.map(async ([args]) => ({ args, ...(await cli.run(args)) })))
  for (const [at, { args, code, stderr }] of ran.entries()) {
    expect([args, code]).toEqual([args, 2])
    expect(stderr).toMatch(cases[at]?.[1] ?? /never/)
  }
})
