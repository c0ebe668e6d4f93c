import { inlineMarkdown } from '../plain/markdown.ts'
import { plainText } from '../plain/spans.ts'
import { blockLines, doneLines, lessonAnchors } from '../presenters/lesson.ts'
import type { LessonState } from '../state/lesson.ts'
import { QuestionEars, sayQuestion } from './question.ts'
import { KEY, type Speaker, spoken, WIDTH } from './speaker.ts'

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
