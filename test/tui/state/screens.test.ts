import { describe, expect, test } from 'vitest'
import { mark } from '../../../src/core/practice/mark.ts'
import { startHome, stepHome } from '../../../src/tui/state/home.ts'
import { startLesson, stepLesson } from '../../../src/tui/state/lesson.ts'
import { startQuiz, stepQuiz } from '../../../src/tui/state/quiz.ts'
import { reviewMode, startReview, stepReview } from '../../../src/tui/state/review.ts'
import { shownRows, startTree, stepTree } from '../../../src/tui/state/tree.ts'
import { startWatch, stepWatch, watchFacts } from '../../../src/tui/state/watch.ts'
import { questions, quizView } from '../fixtures/data.ts'
import {
  checkReport,
  homeProps,
  lessonProps,
  reviewItems,
  status,
  treeProps,
  watchProps,
} from '../fixtures/props.ts'
import { action, steps } from './drive.ts'

const failed = { type: 'failed' as const, message: 'The disk is full.', next: 'Free some space.' }

describe('home', () => {
  test('begins at the next best thing, and opens what is marked', () => {
    const state = startHome(homeProps())
    expect(state.choices.map(({ label }) => label)).toEqual([
      'Next',
      'Review',
      'Go on',
      'Courses',
      'Statistics',
    ])
    const open = steps(stepHome, state, action('open'))
    expect(open.effects).toEqual([
      { type: 'leave', result: { to: 'open', course: 'python', item: 'text', kind: 'lesson' } },
    ])
    expect(
      steps(stepHome, state, action('down'), action('down'), action('open')).effects,
    ).toMatchObject([{ result: { item: 'swap', kind: 'exercise' } }])
    expect(steps(stepHome, state, { type: 'choose', index: 3 }).effects).toMatchObject([
      { result: { to: 'tree' } },
    ])
  })

  test('with no course it says how to get one, and leads nowhere', () => {
    const next = {
      action: 'done' as const,
      course: null,
      item: null,
      title: 'No course is installed',
      reason: '',
      command: 'mastery course add PATH',
    }
    const state = startHome({
      status: {
        ...status,
        courses: [],
        inProgress: [],
        next,
        due: { ...status.due, cards: 0, questions: 0, newLeft: 0 },
      },
    })
    const { state: after, effects } = steps(stepHome, state, action('open'))
    expect(effects).toEqual([])
    expect(after.notice?.text).toContain('mastery course add PATH')
  })

  test('an offer of help stands right after what is next', () => {
    const struggle = {
      course: 'python',
      item: 'swap',
      cause: 'failed-runs',
      offer: 'Five runs failed. A hint may help.',
      command: 'mastery hint swap',
    }
    expect(startHome({ status: { ...status, struggle } }).choices[1]).toMatchObject({
      label: 'Stuck?',
      title: struggle.offer,
    })
  })
})

describe('course tree', () => {
  test('begins at the place given; the filter looks at titles, kinds and states', () => {
    const state = startTree(treeProps())
    expect(state.mark).toBe(3)
    const { state: filtered } = steps(stepTree, state, action('filter'), {
      type: 'text',
      text: 'EXERCISE begun',
      pasted: false,
    })
    expect(shownRows(filtered).map(({ item }) => item)).toEqual(['swap'])
    const { state: dropped } = steps(stepTree, filtered, action('cancel'))
    expect([dropped.mark, shownRows(dropped).length]).toEqual([2, 26])
  })

  test('what is locked asks first', () => {
    const { state, effects } = steps(
      stepTree,
      startTree(treeProps()),
      action('bottom'),
      action('open'),
    )
    expect(effects).toEqual([])
    expect(state.asking?.item).toBe('loop-19')
    expect(steps(stepTree, state, action('no')).effects).toEqual([])
    expect(steps(stepTree, state, action('yes')).effects).toMatchObject([
      { result: { item: 'loop-19' } },
    ])
  })
})

describe('quiz', () => {
  test('shows an answer as given only once it is recorded, and goes on only when asked', () => {
    const asked = steps(
      stepQuiz,
      startQuiz(quizView, 0),
      action('pick', '2'),
      action('answer', 'enter', {}, 5000),
    )
    expect(asked.effects).toMatchObject([
      { type: 'answer', answer: { type: 'choice', id: 'four' }, help: { seconds: 5 } },
    ])
    expect(asked.state.question?.phase).toBe('saving')
    expect(asked.state.scores).toEqual({})
    const question = questions[0] as (typeof questions)[number]
    const marked = mark(question, { type: 'choice', id: 'four' })
    const result = {
      ...marked,
      question: 'first-four',
      answer: { type: 'choice' as const, id: 'four' },
      left: 7,
    }
    const { state } = steps(stepQuiz, asked.state, { type: 'answered', result })
    expect(state.index).toBe(0)
    expect(state.scores).toEqual({ 'first-four': 1 })
    expect(steps(stepQuiz, state, action('continue')).state.index).toBe(1)
  })

  test('a failure is shown with what to do, and the question can be answered again', () => {
    const { state } = steps(
      stepQuiz,
      startQuiz(quizView, 0),
      action('pick', '2'),
      action('answer'),
      failed,
    )
    expect(state.notice).toEqual({ kind: 'error', text: 'The disk is full.\nFree some space.' })
    expect(steps(stepQuiz, state, action('answer')).effects).toHaveLength(1)
  })

  test('a resumed attempt goes on at its first open question and is finished after the last', () => {
    const answered = quizView.questions.slice(0, 7).map(({ id }) => ({ question: id, score: 1 }))
    const state = startQuiz({ ...quizView, at: 7, answered, resumed: true }, 0)
    expect(state.question?.question.id).toBe('output')
    expect(state.notice?.text).toContain('question 8')
    const given = steps(stepQuiz, state, {
      type: 'given',
      answer: { type: 'text', text: '0\n1' },
      at: 0,
    })
    const result = {
      ...mark(questions[7] as (typeof questions)[number], { type: 'text', text: '0\n1' }),
      question: 'output',
      answer: { type: 'text' as const, text: '0\n1' },
      left: 0,
    }
    expect(
      steps(stepQuiz, given.state, { type: 'answered', result }, action('continue')).effects,
    ).toEqual([{ type: 'finish' }])
  })
})

describe('lesson', () => {
  const view = {
    page: 10,
    maxScroll: 30,
    scroll: 0,
    anchors: { section: [0, 12, 25], program: [2, 14, 18] },
  }
  const start = () => startLesson(lessonProps().view, 0)

  test('a page goes on by a page, and the section on top is remembered once', () => {
    const { state, effects } = steps(
      stepLesson,
      start(),
      action('forward', '', view),
      action('forward', '', { ...view, scroll: 9 }),
    )
    expect(state.scroll).toBe(18)
    expect(effects).toEqual([{ type: 'place', section: 1 }])
    expect(steps(stepLesson, state, action('up', '', { ...view, scroll: 18 })).effects).toEqual([])
  })

  test('r runs the marked program of the page, Tab marks another', () => {
    const page = { ...view, scroll: 12 }
    const run = steps(stepLesson, start(), action('run', '', page))
    expect(run.effects).toMatchObject([{ type: 'run', program: 1 }])
    const { effects } = steps(
      stepLesson,
      start(),
      action('next-program', '', page),
      action('next-program', '', page),
      action('run', '', page),
    )
    expect(effects).toMatchObject([{ type: 'run', program: 1 }])
    const none = steps(stepLesson, start(), action('run', '', { ...view, scroll: 30 }))
    expect([none.effects, none.state.notice?.text]).toEqual([
      [],
      'There is no program on this page.',
    ])
  })

  test('only its end counts as read; the questions follow', () => {
    const early = steps(stepLesson, start(), action('continue', '', view))
    expect(early.state).toMatchObject({ phase: 'reading', read: 'no' })
    expect(early.state.scroll).toBeGreaterThan(view.scroll)
    const { state, effects } = steps(
      stepLesson,
      start(),
      action('continue', '', { ...view, scroll: 30 }, 61_000),
    )
    expect(effects).toEqual([
      { type: 'read', seconds: 61 },
      { type: 'place', section: 3 },
    ])
    expect([state.phase, state.read]).toEqual(['questions', 'saving'])
    expect(steps(stepLesson, state, failed).state.read).toBe('no')
  })

  test('opened again, it stands where it was left: in a section, or at the questions', () => {
    const at = (place: number) =>
      startLesson({ ...lessonProps().view, progress: { place } as never }, 0)
    expect(at(1)).toMatchObject({ phase: 'reading', place: 1, scroll: null })
    expect(at(3)).toMatchObject({ phase: 'questions', index: 0 })
  })

  test('a run can be stopped', () => {
    const { state } = steps(stepLesson, start(), action('run', '', view))
    expect(steps(stepLesson, state, action('cancel', '', view)).effects).toEqual([
      { type: 'abort' },
    ])
    expect(steps(stepLesson, state, { type: 'stopped' }).state.running).toBeNull()
  })
})

describe('review', () => {
  const queue = { day: '2026-11-20', due: 3, repeats: 0, newLeft: 0, items: reviewItems }

  test('a card shows its answer before it can be graded', () => {
    const state = startReview(queue, 0)
    expect(reviewMode(state)).toBe('front')
    expect(steps(stepReview, state, action('good')).effects).toEqual([])
    const graded = steps(stepReview, state, action('reveal'), action('hard', '2', {}, 4000))
    expect(graded.effects).toMatchObject([
      { type: 'record', given: { kind: 'graded', grade: 3, typed: null, seconds: 4 } },
    ])
    expect(graded.state.grades).toEqual([])
    const saved = steps(stepReview, graded.state, {
      type: 'recorded',
      recorded: { grade: 3, marked: null, interval: 0 },
    })
    expect(saved.effects).toEqual([{ type: 'load' }])
    expect(saved.state.notice?.text).toContain('again today')
  })

  test.each([
    ['again', 1],
    ['hard', 3],
    ['good', 4],
    ['easy', 5],
  ])('%s is SM-2 grade %i', (name, grade) => {
    expect(
      steps(stepReview, startReview(queue, 0), action('reveal'), action(name)).effects,
    ).toMatchObject([{ given: { grade } }])
  })

  test('a typed card is graded by itself; the learner may say otherwise', () => {
    const state = startReview({ ...queue, items: reviewItems.slice(1) }, 0)
    expect(reviewMode(state)).toBe('line')
    const asked = steps(
      stepReview,
      state,
      { type: 'text', text: 'strip', pasted: false },
      action('answer'),
    )
    expect(asked.effects).toMatchObject([{ type: 'grade-typed', text: 'strip' }])
    const shown = steps(stepReview, asked.state, { type: 'graded-typed', text: 'strip', grade: 4 })
    expect(steps(stepReview, shown.state, action('accept')).effects).toMatchObject([
      { given: { grade: 4, typed: 'strip' } },
    ])
    expect(steps(stepReview, shown.state, action('again')).effects).toMatchObject([
      { given: { grade: 1, typed: 'strip' } },
    ])
  })

  test('undo takes back one thing after another, grades with grades', () => {
    const start = startReview(queue, 0)
    const one = steps(
      stepReview,
      start,
      action('reveal'),
      action('good'),
      { type: 'recorded', recorded: { grade: 4, marked: null, interval: 6 } },
      { type: 'put-aside', queue, at: 0, text: 'Not today.' },
    )
    expect(one.state.done).toEqual(['graded', 'put-aside'])
    const first = steps(stepReview, one.state, {
      type: 'undone',
      item: reviewItems[1] ?? null,
      queue,
      at: 0,
    })
    expect([first.state.done, first.state.grades]).toEqual([['graded'], [4]])
    const second = steps(stepReview, first.state, {
      type: 'undone',
      item: reviewItems[0] ?? null,
      queue,
      at: 0,
    })
    expect([second.state.done, second.state.grades]).toEqual([[], []])
  })

  test('suspending asks; a failure keeps the card and its answer', () => {
    const asking = steps(stepReview, startReview(queue, 0), action('suspend'))
    expect(asking.effects).toEqual([])
    expect(steps(stepReview, asking.state, action('no')).effects).toEqual([])
    expect(steps(stepReview, asking.state, action('yes')).effects).toMatchObject([
      { type: 'suspend' },
    ])
    const broken = steps(
      stepReview,
      startReview(queue, 0),
      action('reveal'),
      action('good'),
      failed,
    )
    expect([broken.state.card?.face, broken.state.grades]).toEqual(['back', []])
  })

  test('an empty queue is the end', () => {
    const state = startReview({ ...queue, due: 0, items: [] }, 0)
    expect(reviewMode(state)).toBe('summary')
    expect(steps(stepReview, state, action('finish')).effects).toEqual([
      { type: 'leave', result: { to: 'back' } },
    ])
  })
})

describe('watch', () => {
  const start = () => startWatch(watchProps())
  const saved = { type: 'saved' as const, path: '/x/main.py', at: 0 }

  test('a save runs the tests; a save meanwhile runs them once more', () => {
    const { state, effects } = steps(stepWatch, start(), saved, saved, saved)
    expect(effects).toEqual([{ type: 'run', mode: 'check' }])
    const after = steps(stepWatch, state, { type: 'checked', report: checkReport('check', 1) })
    expect(after.effects).toEqual([{ type: 'run', mode: 'check' }])
    expect(
      steps(stepWatch, after.state, { type: 'checked', report: checkReport('check', 2) }).effects,
    ).toEqual([])
  })

  test('a reset asks, and a save while it asks runs nothing', () => {
    const { state, effects } = steps(stepWatch, start(), action('reset'), saved)
    expect(effects).toEqual([])
    expect(steps(stepWatch, state, action('no')).effects).toEqual([])
    const reset = steps(stepWatch, state, action('yes'), {
      type: 'was-reset',
      backup: '/backup',
      at: 5000,
    })
    expect(reset.effects).toEqual([{ type: 'reset' }])
    expect(reset.state.notice?.text).toContain('/backup')
    // The watcher tells of the starter that was put back; a real save later counts.
    expect(steps(stepWatch, reset.state, { ...saved, at: 5600 }).effects).toEqual([])
    expect(steps(stepWatch, reset.state, { ...saved, at: 9000 }).effects).toHaveLength(1)
  })

  test('a stopped run is no result; keys wait for the end of a run', () => {
    const { state } = steps(stepWatch, start(), action('submit'))
    expect(watchFacts(state)).not.toContain('idle')
    const stopped = steps(stepWatch, state, action('cancel'), { type: 'stopped' })
    expect(stopped.effects).toEqual([{ type: 'abort' }])
    expect([stopped.state.running, stopped.state.report]).toEqual([null, null])
  })

  test('hints are shown one by one, once each', () => {
    const hint = {
      course: 'python',
      exercise: 'swap',
      rung: 1,
      of: 3,
      text: 'Look.',
      next: null,
      struggle: null,
    }
    const asked = steps(stepWatch, start(), action('hint'), action('hint'))
    expect(asked.effects).toEqual([{ type: 'hint' }])
    const shown = steps(stepWatch, asked.state, { type: 'hinted', hint })
    expect([shown.state.showing, shown.state.hints]).toEqual(['hints', [hint]])
  })
})
