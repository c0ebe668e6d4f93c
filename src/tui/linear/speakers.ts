import { GRADE_WORDS, KEY_GRADES } from '../../core/review/grade.ts'
import type { Grade, ReviewItem } from '../../core/review/types.ts'
import { inlineMarkdown, markdownLines } from '../plain/markdown.ts'
import { count } from '../plain/progress.ts'
import { line, plainText } from '../plain/spans.ts'
import { standingLines } from '../presenters/home.ts'
import { blockLines, doneLines, lessonAnchors } from '../presenters/lesson.ts'
import { summaryLines } from '../presenters/quiz.ts'
import { cardBack, nearestKey, presentReview, reasonText } from '../presenters/review.ts'
import { presentStats } from '../presenters/stats.ts'
import { presentTree } from '../presenters/tree.ts'
import { presentWatch } from '../presenters/watch.ts'
import type { HomeState } from '../state/home.ts'
import type { LessonState } from '../state/lesson.ts'
import type { QuizState } from '../state/quiz.ts'
import { type ReviewState, reviewMode } from '../state/review.ts'
import type { StatsState } from '../state/stats.ts'
import { KIND_WORDS, STATE_WORDS, shownRows, type TreeState } from '../state/tree.ts'
import type { WatchState } from '../state/watch.ts'
import { QuestionEars, sayQuestion } from './question.ts'
import { type Heard, KEY, type Speaker, spoken } from './speaker.ts'

/** Wide enough that sentences stay whole; the terminal wraps them. */
const WIDTH = 200
const PAGE = { columns: WIDTH + 2, rows: 1000 }

function chosenNumber(text: string, count: number): Heard {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : 0
  return number >= 1 && number <= count
    ? { do: 'event', event: { type: 'choose', index: number - 1 } }
    : KEY
}

export function homeSpeaker(): Speaker<HomeState> {
  return {
    say: (state, before) => {
      if (before !== null) return []
      const choices = state.choices.map((choice, index) => {
        const detail = choice.detail === '' ? '' : ` ${choice.detail}`
        return `${index + 1}: ${choice.label}: ${choice.title}.${detail}`
      })
      return [
        `mastery, ${state.status.day}`,
        ...choices,
        ...spoken(standingLines(state.status, WIDTH)),
      ]
    },
    ask: () => 'A number',
    hear: (state, text) => chosenNumber(text, state.choices.length),
  }
}

export function treeSpeaker(): Speaker<TreeState> {
  return {
    say: (state, before) => {
      if (state.asking !== null)
        return state.asking === before?.asking ? [] : spoken(presentTree(state, PAGE).pinned)
      if (before !== null && before.filter === state.filter && before.asking === null) return []
      return shownRows(state).flatMap((row, index, rows) => {
        const { title } = row
        const kind = KIND_WORDS[row.kind].toLowerCase()
        const how = STATE_WORDS[row.state]
        const heading =
          rows[index - 1]?.unit === row.unit && rows[index - 1]?.course === row.course
            ? []
            : [`${state.courses[row.course] ?? row.course}, ${row.unitTitle}:`]
        const score = row.score === null ? '' : `, ${Math.round(row.score)} percent`
        return [...heading, `${index + 1}: ${title}, ${kind}, ${how}${score}`]
      })
    },
    ask: (state) =>
      state.filtering ? 'Show only what contains' : state.asking === null ? 'A number' : 'y or n',
    hear: (state, text) => {
      if (state.filtering)
        return text.trim() === ''
          ? KEY
          : { do: 'event', event: { type: 'text', text, pasted: true } }
      return chosenNumber(text, state.asking === null ? shownRows(state).length : 0)
    },
  }
}

export function quizSpeaker(): Speaker<QuizState> {
  const ears = new QuestionEars()
  return {
    say: (state, before) => {
      const said: string[] = []
      if (before === null)
        said.push(`Quiz: ${state.view.quiz.title}, ${state.view.questions.length} questions.`)
      if (state.question !== null) {
        if (before?.index !== state.index)
          said.push(`Question ${state.index + 1} of ${state.view.questions.length}.`)
        said.push(...sayQuestion(state.question, before?.question ?? null, WIDTH))
      }
      if (state.summary !== null && before?.summary !== state.summary)
        said.push('Result.', ...spoken(summaryLines(state.summary, WIDTH)))
      return said
    },
    ask: (state) => {
      if (state.question !== null) return ears.ask(state.question)
      return state.summary === null && state.notice === null ? null : ''
    },
    hear: (state, text, at) =>
      state.question === null ? KEY : ears.hear(state.question, text, at),
  }
}

export function lessonSpeaker(): Speaker<LessonState> {
  const ears = new QuestionEars()
  const sectionOf = (state: LessonState) =>
    Math.min(state.scroll ?? state.place, state.view.lesson.sections.length - 1)
  return {
    say: (state, before) => {
      const { lesson } = state.view
      const said: string[] = []
      if (before === null) said.push(`Lesson: ${lesson.title}, ${lesson.sections.length} sections.`)
      if (
        state.phase === 'reading' &&
        (before === null || before.phase !== 'reading' || sectionOf(before) !== sectionOf(state))
      ) {
        said.push(...saySection(state, sectionOf(state)))
      }
      for (const [program, run] of Object.entries(state.runs)) {
        if (before === null || before.runs[Number(program)] === run) continue
        said.push(
          'Your run printed:',
          run.output.trimEnd() === '' ? 'nothing' : run.output.trimEnd(),
        )
        if (run.asStated !== null)
          said.push(run.asStated ? 'As the lesson says.' : 'Not as the lesson says.')
        if (run.error !== null) said.push(`It ended: ${run.error}.`)
      }
      if (state.running !== null && before?.running !== state.running) said.push('Running.')
      if (state.question !== null) {
        if (before?.question?.question.id !== state.question.question.id)
          said.push(`Check yourself, question ${state.index + 1} of ${lesson.questions.length}.`)
        said.push(...sayQuestion(state.question, before?.question ?? null, WIDTH))
      }
      if (
        state.phase === 'done' &&
        state.read === 'yes' &&
        (before?.phase !== 'done' || before.read !== 'yes')
      )
        said.push(...spoken(doneLines(state, WIDTH)))
      return said
    },
    ask: (state) => {
      if (state.question !== null) return ears.ask(state.question)
      return state.phase === 'done' && state.read === 'saving' ? null : ''
    },
    hear: (state, text, at) =>
      state.question === null ? KEY : ears.hear(state.question, text, at),
    facts: (state) => ({
      page: 1,
      maxScroll: state.view.lesson.sections.length - 1,
      scroll: sectionOf(state),
      anchors: lessonAnchors(state.view.lesson),
    }),
  }
}

function saySection(state: LessonState, index: number): string[] {
  const section = state.view.lesson.sections[index]
  if (section === undefined) return []
  const heading = section.heading === '' ? '' : ` ${plainText(inlineMarkdown(section.heading))}`
  const first = lessonAnchors(state.view.lesson).program.indexOf(index)
  let program = first
  const said = [`Section ${index + 1} of ${state.view.lesson.sections.length}.${heading}`]
  for (const block of section.blocks) {
    said.push(
      ...spoken(
        blockLines(block, { ...state, runs: {}, running: null, marked: -1 }, program, WIDTH),
      ),
    )
    if (block.type === 'run') program++
  }
  return said
}

export function reviewSpeaker(): Speaker<ReviewState> {
  const ears = new QuestionEars()
  return {
    say: (state, before) => {
      const said: string[] = []
      const { item, card } = state
      if (item === null) return before?.item === null ? [] : spoken(presentReview(state, PAGE).body)
      const fresh = before?.item?.id !== item.id || before.since !== state.since
      if (fresh) said.push(`${reasonText(state, item)}. ${item.itemTitle}.`)
      if (state.question !== null)
        said.push(...sayQuestion(state.question, fresh ? null : (before?.question ?? null), WIDTH))
      if (card !== null && item.content.kind === 'card') {
        if (fresh) said.push(...spoken(markdownLines(item.content.card.front, WIDTH)))
        if (card.face === 'back' && (fresh || before?.card?.face === 'front')) {
          said.push(
            ...spoken(cardBack(card, item, WIDTH)),
            ...sayGrades(item, card.typed?.grade ?? null),
          )
        }
      }
      if (state.why !== null && before?.why !== state.why) said.push(...state.why.split('\n'))
      if (state.asking !== null && before?.asking !== state.asking) said.push('Never ask it again?')
      return said
    },
    ask: (state) => {
      if (state.question !== null && state.why === null && state.asking === null)
        return ears.ask(state.question)
      const mode = reviewMode(state)
      if (mode === 'saving') return null
      if (mode === 'confirm') return 'y or n'
      return mode === 'line' || mode === 'paused'
        ? 'Your answer'
        : mode === 'back'
          ? 'Your grade, 1 to 4'
          : ''
    },
    hear: (state, text, at) => {
      if (state.why !== null || state.asking !== null) return KEY
      if (state.question !== null) return ears.hear(state.question, text, at)
      const mode = reviewMode(state)
      if (mode !== 'line' || text.startsWith('/')) return KEY
      return { do: 'event', event: { type: 'text', text, pasted: true } }
    },
  }
}

function sayGrades(item: ReviewItem, earned: Grade | null): string[] {
  return KEY_GRADES.map((grade, index) => {
    const when = `in ${count(item.intervals[grade], 'day')}${grade < 4 ? ', and once more today' : ''}`
    const mark = earned !== null && nearestKey(earned) === index ? ' This is what you earned.' : ''
    return `${index + 1}: ${GRADE_WORDS[grade]}, ${when}.${mark}`
  })
}

export function watchSpeaker(): Speaker<WatchState> {
  return {
    say: (state, before) => {
      const view = (showing: WatchState['showing']) =>
        spoken(presentWatch({ ...state, showing }, PAGE).body)
      const said: string[] = []
      if (before === null)
        said.push(`Exercise: ${state.view.exercise.title}.`, ...view(state.showing))
      if (state.saved !== null && before?.saved !== state.saved) said.push('Saved.')
      if (state.running !== null && before?.running !== state.running)
        said.push(state.running === 'submit' ? 'Submitting.' : 'Running.')
      if (before !== null && state.report !== null && before.report !== state.report)
        said.push(
          plainText(presentWatch(state, PAGE).status).replace(/^[✓✗] /, ''),
          ...view('result'),
        )
      else if (before !== null && state.hints.length > before.hints.length)
        said.push(...spoken(markdownLines(state.hints.at(-1)?.text ?? '', WIDTH)))
      else if (before !== null && before.showing !== state.showing)
        said.push(...view(state.showing))
      if (state.asking !== null && before?.asking !== state.asking)
        said.push('Begin again from the starter? Your work is kept in a backup.')
      return said
    },
    ask: (state) => (state.asking === null ? '' : 'y or n'),
    hear: () => KEY,
  }
}

export function statsSpeaker(): Speaker<StatsState> {
  return {
    say: (state, before) =>
      before === null ? spoken([line('Statistics'), ...presentStats(state, PAGE).body]) : [],
    ask: () => '',
    hear: () => KEY,
  }
}
