import { GRADE_WORDS, KEY_GRADES } from '../../core/review/grade.ts'
import type { Grade, ReviewItem } from '../../core/review/types.ts'
import { cutText, lineWidth, wrapLine } from '../plain/layout.ts'
import { codeLines, markdownLines } from '../plain/markdown.ts'
import { count, duration } from '../plain/progress.ts'
import { safeText } from '../plain/safe.ts'
import { type Line, LOOKS, line, span } from '../plain/spans.ts'
import { type CardState, leftCount, type ReviewState } from '../state/review.ts'
import { fieldLines } from './field.ts'
import { questionLines } from './question.ts'
import { innerWidth, makeView, type Size, type View } from './view.ts'
import { shortDays } from './words.ts'

/** A review: a card or question, the working behind its date, or the summary. */
export function presentReview(state: ReviewState, size: Size): View {
  const width = innerWidth(size)
  const { item } = state
  if (item === null)
    return makeView({
      title: line('Review'),
      body: summaryLines(state, width),
      scroll: state.scroll,
    })
  const title = line(`Review: ${cutText(safeText(item.itemTitle), Math.max(8, width - 34))}`)
  const status = line(span(reasonText(state, item), LOOKS.quiet))
  if (state.why !== null) {
    const body = safeText(state.why)
      .split('\n')
      .flatMap((row) => wrapLine(line(row), width))
    return makeView({ title: line('Why it is due'), status, body, scroll: state.scroll })
  }
  const pinned = state.asking === null ? [] : askLines(width)
  if (state.question !== null) {
    const { lines, focus, cursor } = questionLines(state.question, width)
    return makeView({
      title,
      status,
      body: lines,
      focus,
      cursor,
      scroll: state.question.scroll,
      pinned,
    })
  }
  if (state.card === null || item.content.kind !== 'card')
    return makeView({ title, status, body: [] })
  const card = cardLines(state.card, item, width)
  return makeView({
    title,
    status,
    ...card,
    scroll: state.scroll,
    pinned:
      state.card.face === 'back' && state.asking === null
        ? gradeLines(item, state.card.typed?.grade ?? null, width)
        : pinned,
  })
}

const REASONS = { overdue: 'overdue', due: 'due', new: 'new', repeat: 'again today' } as const

/** Why it is asked now, and how many are left. */
export function reasonText(state: ReviewState, item: ReviewItem): string {
  const flag = item.state?.flagged === true ? '! flagged · ' : ''
  const late = item.overdueDays > 0 ? ` ${shortDays(item.overdueDays)}` : ''
  return `${flag}${REASONS[item.reason]}${late} · ${leftCount(state.queue)} left`
}

function askLines(width: number): Line[] {
  const text = 'Never ask it again? (u takes it back.)'
  return wrapLine(line(span(text, LOOKS.strong)), width)
}

function cardLines(
  card: CardState,
  item: ReviewItem,
  width: number,
): Pick<View, 'body' | 'focus' | 'cursor'> {
  if (item.content.kind !== 'card') return { body: [], focus: null, cursor: null }
  const { front, type } = item.content.card
  const body: Line[] = [...markdownLines(front, width)]
  let cursor: View['cursor'] = null
  if (type === 'typed' && card.face === 'front') {
    body.push([])
    const field = fieldLines(card.field, [span('> ', LOOKS.key)], 2, width)
    if (card.typing) cursor = { row: body.length + field.cursor.row, column: field.cursor.column }
    body.push(...field.lines)
    return { body, focus: [body.length - field.lines.length, body.length], cursor }
  }
  if (card.face === 'front') return { body, focus: null, cursor }
  const from = body.length
  body.push(
    [],
    line(span('─'.repeat(Math.min(20, width)), LOOKS.quiet)),
    [],
    ...cardBack(card, item, width),
  )
  if (card.face === 'saving') body.push([], line(span('Saving…', LOOKS.quiet)))
  return { body, focus: [from, body.length], cursor }
}

/** The answer side, after what was typed. */
export function cardBack(card: CardState, item: ReviewItem, width: number): Line[] {
  if (item.content.kind !== 'card') return []
  const typed = card.typed === null ? [] : [...typedLines(card.typed, width), []]
  return [...typed, ...markdownLines(item.content.card.back, width)]
}

function typedLines({ text, grade }: { text: string; grade: Grade }, width: number): Line[] {
  const verdict =
    grade >= 3
      ? span('✓ Right', { ...LOOKS.good, ...LOOKS.strong })
      : span('✗ Not right', { ...LOOKS.bad, ...LOOKS.strong })
  if (text.trim() === '') return [line(verdict, span(' (nothing typed)', LOOKS.quiet))]
  return [line(verdict, ', you typed'), ...codeLines(text, 'text', width)]
}

/** `1 Again today/1 d · 2 Hard today/3 d · 3 Good 6 d · 4 Easy 9 d`, in as many rows as it needs. */
function gradeLines(item: ReviewItem, earned: Grade | null, width: number): Line[] {
  const parts = KEY_GRADES.map((grade, index): Line => {
    const days = shortDays(item.intervals[grade])
    const when = grade < 4 ? `today/${days}` : days
    const mark = earned !== null && nearestKey(earned) === index ? ' ‹ earned' : ''
    return line(
      span(`${index + 1} ${GRADE_WORDS[grade]}`, LOOKS.key),
      span(` ${when}`, LOOKS.quiet),
      span(mark, LOOKS.strong),
    )
  })
  const rows: Line[] = [[]]
  for (const part of parts) {
    const row = rows.at(-1) ?? []
    const gap = row.length === 0 ? [] : [span(' · ', LOOKS.quiet)]
    if (row.length > 0 && lineWidth([...row, ...gap, ...part]) > width) rows.push(part)
    else row.push(...gap, ...part)
  }
  return rows
}

/** Index of the key whose grade an earned grade counts as. */
export function nearestKey(grade: Grade): number {
  return KEY_GRADES.findLastIndex((key) => key <= Math.max(1, grade))
}

function summaryLines(state: ReviewState, width: number): Line[] {
  const { grades, queue } = state
  if (grades.length === 0) {
    const text =
      leftCount(queue) === 0
        ? 'Nothing is due today. New cards come when you have read their lesson.'
        : 'Nothing more to ask now.'
    return wrapLine(line(text), width)
  }
  const seconds = Math.max(0, (state.ended - state.started) / 1000)
  const lines: Line[] = [
    line(span(`${count(grades.length, 'answer')} in ${duration(seconds)}`, LOOKS.heading)),
    [],
  ]
  for (const [index, key] of KEY_GRADES.entries()) {
    const count = grades.filter((grade) => nearestKey(grade) === index).length
    const blocks = '█'.repeat(
      Math.round((count / grades.length) * Math.min(30, Math.max(0, width - 14))),
    )
    const look = index === 0 ? LOOKS.bad : index === 1 ? LOOKS.warning : LOOKS.good
    lines.push(
      line(`${GRADE_WORDS[key].padEnd(6)}${String(count).padStart(4)}  `, span(blocks, look)),
    )
  }
  const known = grades.filter((grade) => grade >= 3).length
  lines.push([], line(`${Math.round((100 * known) / grades.length)} % known.`))
  const left = leftCount(queue)
  lines.push(line(left === 0 ? 'Nothing is left for today.' : `${left} left for today.`))
  return lines
}
