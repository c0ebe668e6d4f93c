import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { listItems } from '../../../src/core/learner/list.ts'
import { stats } from '../../../src/core/learner/stats.ts'
import { status } from '../../../src/core/learner/status.ts'
import { listReviews } from '../../../src/core/review/act.ts'
import { catchup } from '../../../src/core/review/catchup.ts'
import { why } from '../../../src/core/review/why.ts'
import { renderList } from '../../../src/tui/plain/list.ts'
import { duration } from '../../../src/tui/plain/progress.ts'
import { renderCatchup, renderReview } from '../../../src/tui/plain/review.ts'
import { renderStats } from '../../../src/tui/plain/stats.ts'
import { renderNext, renderStatus } from '../../../src/tui/plain/status.ts'
import { makeStyle, type Style } from '../../../src/tui/plain/style.ts'
import { renderWhy } from '../../../src/tui/plain/why.ts'
import { course, deck, exercise, lesson, quiz, skill } from '../../helpers/course.ts'
import { happened } from '../../helpers/events.ts'
import { type World, world } from '../../helpers/world.ts'

function studied(): World {
  const w = world([
    course({
      skills: [skill('basic'), skill('more', ['basic'])],
      units: {
        one: [
          lesson('intro', ['basic']),
          exercise('task-with-a-rather-long-name', ['basic']),
          quiz('quiz', ['basic'], ['q']),
          deck('deck', ['basic'], ['a', 'b', 'c']),
        ],
        two: [lesson('further', ['more']), exercise('last', ['more'])],
      },
    }),
  ])
  w.on('2026-11-10', happened.read('intro', { seconds: 4000 }), happened.reviewed('deck/a', 4))
  w.on('2026-11-19', happened.submitted('task-with-a-rather-long-name', 100, { seconds: 700 }))
  w.on('2026-11-20', happened.answered('quiz/q', 1), happened.quizFinished('quiz', 80))
  return w
}

/** Everything there is to print, by name. */
function printed(w: World, style: Style): Record<string, string> {
  const report = status(w)
  return {
    status: renderStatus(report, style),
    next: renderNext(report.next, style),
    stats: renderStats(stats(w), style),
    list: renderList(listItems(w), style),
    whySkill: renderWhy(why(w, { id: 'basic' }), style),
    whyCard: renderWhy(why(w, { id: 'deck/a' }), style),
    whyQuiz: renderWhy(why(w, { id: 'quiz' }), style),
    review: renderReview(listReviews(w, {}, { limit: 9, reveal: true }), style),
    catchup: renderCatchup(catchup(w, { minutes: 5 }), style),
  }
}

describe('from 20 to 200 columns', () => {
  for (const width of [20, 30, 40, 59, 60, 80, 120, 200])
    it(`nothing is wider than ${width}`, () => {
      for (const w of [studied(), world()])
        for (const [name, text] of Object.entries(
          w.library.courses().length === 0
            ? empty(w, width)
            : printed(w, makeStyle({ width, color: false })),
        )) {
          const wide = text.split('\n').filter((row) => stringWidth(row) > width)
          expect([name, wide]).toEqual([name, []])
          expect(text).not.toMatch(/NaN|undefined|null|Infinity/)
        }
    })
})

function empty(w: World, width: number): Record<string, string> {
  const style = makeStyle({ width, color: false })
  return {
    status: renderStatus(status(w), style),
    stats: renderStats(stats(w), style),
    list: renderList(listItems(w), style),
    review: renderReview(listReviews(w, {}, { limit: 9, reveal: false }), style),
    catchup: renderCatchup(catchup(w, { minutes: 5 }), style),
  }
}

it('colour is never alone: without it the same words are there', () => {
  const w = studied()
  const esc = String.fromCharCode(27)
  const plain = printed(w, makeStyle({ width: 80, color: false }))
  const colored = printed(w, makeStyle({ width: 80, color: true }))
  for (const [name, text] of Object.entries(colored)) {
    expect(text).toContain(esc)
    expect(plain[name]).not.toContain(esc)
    expect(text.replaceAll(new RegExp(`${esc}\\[[0-9;]*m`, 'g'), '')).toBe(plain[name])
  }
  expect(plain.status).toMatch(/Learning|Proficient/)
  expect(plain.list).toMatch(/✓ done[\s\S]*· new/)
})

it('status says what is due, what comes next, and what leaves the machine', () => {
  const text = renderStatus(status(studied()), makeStyle({ width: 80, color: false }))
  expect(text).toContain('Today, 2026-11-20')
  expect(text).toContain('Due: 1 card, 1 of them since before today; 1 to look at again today.')
  expect(text).toContain('Next: Review')
  expect(text).toContain('Streak: 2 days (today counts); longest 2.')
  expect(text).toContain('Nothing leaves this machine')
  expect(text).toContain(
    'exercises 50 · quizzes 80 · code quality 90 · consistency 29; unaided 100 %',
  )
})

it('shows no bars before there is anything in them', () => {
  const fresh = world([
    course({ skills: [skill('basic')], units: { one: [lesson('intro', ['basic'])] } }),
  ])
  const text = renderStatus(status(fresh), makeStyle({ width: 80, color: false }))
  expect(text).toContain('Not begun yet: Course sample (1 item)')
  expect(text).not.toMatch(/[█░]|0 %/)
})

it('a list tells what is locked in one line, and what each needs when asked', () => {
  const w = world([
    course({
      skills: [skill('basic'), skill('more', ['basic'])],
      units: { one: [lesson('intro', ['basic']), lesson('further', ['more'])] },
    }),
  ])
  const style = makeStyle({ width: 80, color: false })
  const short = renderList(listItems(w), style)
  expect(short).not.toContain('needs Skill')
  expect(short).toContain('1 item locked. What each needs: mastery list --state locked')
  expect(renderList(listItems(w), style, { needs: true })).toContain(
    'needs Skill basic (lesson not read)',
  )
})

it('a clock that was set back is a warning in words', () => {
  const w = studied()
  w.clock.set('2025-01-01T09:00:00Z')
  expect(renderStatus(status(w), makeStyle({ width: 80, color: false }))).toContain(
    'Warning: This machine’s clock says 2025-01-01',
  )
})

it('the heat map has a week in each column, Monday on top, as many as fit', () => {
  const text = renderStats(stats(studied()), makeStyle({ width: 23, color: false }))
  const rows = text.split('\n').filter((row) => /^(Mo|Tu|We|Th|Fr|Sa|Su) [·░▒▓█ ]*$/.test(row))
  // 2026-11-10 is a Tuesday with 67 minutes, the 19th a Thursday with 12, the 20th a Friday with less than one
  expect(rows.slice(0, 7)).toEqual([
    'Mo · · · · · · · · · ·',
    'Tu · · · · · · · · █ ·',
    'We · · · · · · · · · ·',
    'Th · · · · · · · · · ▒',
    'Fr · · · · · · · · · ░',
    'Sa · · · · · · · · ·',
    'Su · · · · · · · · ·',
  ])
})

it('times are words', () => {
  expect([0, 59.4, 60, 3599, 3600, 7500].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 h',
    '1 h',
    '2 h 5 min',
  ])
})
