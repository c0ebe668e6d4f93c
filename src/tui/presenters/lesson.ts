import type { Lesson, LessonBlock, RunnableFence } from '../../core/course/model.ts'
import type { FenceRun } from '../../core/practice/fence.ts'
import { cutText, lineWidth, padLine, wrapLine } from '../plain/layout.ts'
import { codeLines, inlineMarkdown, markdownLines } from '../plain/markdown.ts'
import { count } from '../plain/progress.ts'
import { type Line, LOOKS, line, span, withLook } from '../plain/spans.ts'
import type { LessonState } from '../state/lesson.ts'
import { questionLines } from './question.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'

/** A lesson: its sections, one of its questions, or what it came to. */
export function presentLesson(state: LessonState, size: Size): View {
  const width = innerWidth(size)
  const title = line(cutText(state.view.lesson.title, Math.max(10, width - 20)))
  if (state.phase === 'done') {
    return makeView({
      title,
      status: line(span('Done', LOOKS.quiet)),
      body: doneLines(state, width),
      scroll: state.scroll,
    })
  }
  if (state.question !== null) {
    const { lines, focus, cursor } = questionLines(state.question, width)
    const status = line(
      span(
        `Check yourself ${state.index + 1} of ${state.view.lesson.questions.length}`,
        LOOKS.quiet,
      ),
    )
    return makeView({ title, status, body: lines, focus, cursor, scroll: state.question.scroll })
  }
  const page = lessonLines(state, width)
  const place = page.anchors.section[Math.min(state.place, page.anchors.section.length - 1)] ?? 0
  return makeView({
    title,
    status: line(span(cutText(state.view.courseTitle, 18), LOOKS.quiet)),
    body: page.lines,
    anchors: page.anchors,
    scroll: state.scroll ?? place,
  })
}

interface LessonPage {
  lines: Line[]
  anchors: { section: number[]; program: number[] }
}

/** The whole lesson, and the rows where its sections and programs begin. */
function lessonLines(state: LessonState, width: number): LessonPage {
  const { lesson } = state.view
  const lines: Line[] = []
  const anchors = { section: [] as number[], program: [] as number[] }
  for (const section of lesson.sections) {
    if (lines.length > 0) lines.push([])
    anchors.section.push(lines.length)
    if (section.heading !== '') lines.push(...headingLines(section.heading, width))
    for (const block of section.blocks) {
      if (lines.length > (anchors.section.at(-1) ?? 0) && lines.at(-1)?.length !== 0) lines.push([])
      if (block.type === 'run') anchors.program.push(lines.length)
      lines.push(...blockLines(block, state, anchors.program.length - 1, width))
    }
  }
  const questions = lesson.questions.length
  const onward =
    questions > 0 ? `${count(questions, 'question')} to check yourself: Enter` : 'Enter goes on.'
  lines.push([], line(span('— end of the text —', LOOKS.quiet)), line(span(onward, LOOKS.strong)))
  return { lines, anchors }
}

/** Where programs stand when each section is one row: for the linear mode. */
export function lessonAnchors(lesson: Lesson): { section: number[]; program: number[] } {
  return {
    section: lesson.sections.map((_, index) => index),
    program: lesson.sections.flatMap(({ blocks }, index) =>
      blocks.filter(({ type }) => type === 'run').map(() => index),
    ),
  }
}

function headingLines(heading: string, width: number): Line[] {
  const rows = wrapLine(withLook(inlineMarkdown(heading), LOOKS.heading), width)
  return [...rows, line(span('─'.repeat(Math.max(...rows.map(lineWidth))), LOOKS.quiet)), []]
}

/** One block of a section in lines of `width` columns; `program`: how many programs stand before it. */
export function blockLines(
  block: LessonBlock,
  state: LessonState,
  program: number,
  width: number,
): Line[] {
  switch (block.type) {
    case 'markdown':
      return markdownLines(block.text, width)
    case 'code':
      return codeLines(block.code, block.language, width)
    case 'run':
      return programLines(block.fence, state, program, width)
  }
}

/** A program, what it reads, what it prints as the lesson says and, once it was run, as it did. */
function programLines(
  fence: RunnableFence,
  state: LessonState,
  program: number,
  width: number,
): Line[] {
  const marked = state.marked === program
  const lead = marked ? span('▸ Program: r runs it', LOOKS.strong) : span('  Program', LOOKS.quiet)
  const lines = [line(lead), ...codeLines(fence.code, fence.language, width)]
  if (fence.input !== '')
    lines.push(line(span('It reads', LOOKS.quiet)), ...codeLines(fence.input, 'text', width))
  const stated = fence.output === null ? null : outputBlock('It prints', fence.output, width)
  const run = state.runs[program]
  if (state.running === program)
    return [...lines, ...(stated ?? []), line(span('Running… Esc stops it.', LOOKS.warning))]
  if (run === undefined) return [...lines, ...(stated ?? [])]
  const actual = outputBlock('Your run', run.output, width)
  return [...lines, ...beside(stated, actual, width), ...wrapLine(runVerdict(run), width)]
}

function outputBlock(label: string, text: string, width: number): Line[] {
  const rows =
    text === '' ? [line(span('│ (nothing)', LOOKS.quiet))] : codeLines(text, 'text', width)
  return [line(span(label, LOOKS.quiet)), ...rows]
}

/** Two blocks side by side when both fit in half the width, else one below the other. */
function beside(left: Line[] | null, right: Line[], width: number): Line[] {
  if (left === null) return right
  const half = Math.floor((width - 3) / 2)
  const fits = half >= 24 && [...left, ...right].every((row) => lineWidth(row) <= half)
  if (!fits) return [...left, ...right]
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [
    ...padLine(left[index] ?? [], half),
    span('   '),
    ...(right[index] ?? []),
  ])
}

function runVerdict(run: FenceRun): Line {
  if (run.asStated === true) return line(span('✓ As the lesson says', LOOKS.good))
  const reason = run.error === null ? [] : [span(` (${run.error})`, LOOKS.quiet)]
  if (run.asStated === false) return line(span('✗ Not as the lesson says', LOOKS.bad), ...reason)
  return line(
    run.error === null
      ? span('It ran to its end.', LOOKS.quiet)
      : span(`It ended: ${run.error}`, LOOKS.warning),
  )
}

/** What reading and answering came to, and what comes next. */
export function doneLines(state: LessonState, width: number): Line[] {
  const { lesson, next } = state.view
  const read =
    state.read === 'yes' ? span('✓ Read to the end', LOOKS.good) : span('Saving…', LOOKS.quiet)
  const lines: Line[] = [line(read)]
  if (lesson.questions.length > 0) {
    const right = Object.values(state.results).filter(({ correct }) => correct).length
    lines.push(
      [],
      line(
        `${right} of ${count(lesson.questions.length, 'question')} right. They come back in your reviews.`,
      ),
    )
    for (const question of lesson.questions) {
      const marked = state.results[question.id]
      const sign =
        marked === undefined
          ? span('· open  ', LOOKS.quiet)
          : marked.correct
            ? span('✓ right ', LOOKS.good)
            : span('✗ wrong ', LOOKS.bad)
      lines.push(
        ...wrapLine(inlineMarkdown(question.prompt), width, {
          first: [sign],
          rest: [span('        ')],
        }),
      )
    }
  }
  const kinds = {
    lesson: 'the lesson',
    quiz: 'the quiz',
    deck: 'the cards',
    exercise: 'the exercise',
  }
  const onward =
    next === null
      ? 'This was the last item of the course. Enter goes back.'
      : `Enter opens ${kinds[next.kind]} “${next.title}”.`
  return [...lines, [], ...wrapLine(line(span(onward, LOOKS.strong)), width)]
}
