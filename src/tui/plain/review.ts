import type { PublicQuestion } from '../../core/practice/public.ts'
import type { ReviewDone } from '../../core/review/act.ts'
import type { CatchupReport } from '../../core/review/catchup.ts'
import { GRADE_WORDS, KEY_GRADES } from '../../core/review/grade.ts'
import type { ReviewEntry, ReviewPage } from '../../core/review/review-page.ts'
import type { ReviewSummary } from '../../core/review/types.ts'
import { markdownLines } from './markdown.ts'
import { count, duration, heading, painted, paragraph, thousands } from './progress.ts'
import { markedLines, questionLines, shellWord } from './question.ts'
import { type Line, LOOKS } from './spans.ts'
import type { Style } from './style.ts'

/** What is due, in the order to ask. */
export function renderReview(page: ReviewPage, style: Style): string {
  const { width } = style
  const lines: Line[] = [...paragraph(queueWords(page), width, LOOKS.strong)]
  for (const entry of page.items) {
    lines.push([], ...entryLines(entry, width))
    if (entry.card?.back != null) lines.push(...markdownLines(entry.card.back, width))
  }
  if (page.items.some(({ card }) => card !== null && card.back === null)) {
    const words = 'The backs of the cards: mastery review --reveal'
    lines.push([], ...paragraph(words, width, LOOKS.quiet))
  }
  const more = page.due + page.repeats + page.newLeft - page.items.length
  if (more > 0)
    lines.push([], ...paragraph(`… and ${more} more (--limit shows them).`, width, LOOKS.quiet))
  return painted(lines, style)
}

/** What one step came to, and what comes next. */
export function renderReviewDone(done: ReviewDone, style: Style): string {
  const { width } = style
  const lines: Line[] = [...paragraph(doneWords(done), width, LOOKS.strong)]
  if (done.back !== null) lines.push(...markdownLines(done.back, width))
  if (done.marked !== null) lines.push(...markedLines(done.marked, width))
  lines.push([])
  if (done.next === null) lines.push(...paragraph('Nothing is left to review now.', width))
  else {
    const { due, repeats, fresh } = done.left
    lines.push(...paragraph(`Next of ${due + repeats + fresh}:`, width, LOOKS.quiet))
    lines.push(...entryLines(done.next, width))
  }
  return painted(lines, style)
}

/** What a session on the screen came to. */
export function renderReviewSummary(summary: ReviewSummary, style: Style): string {
  const { reviewed, fresh, repeats, recalled, seconds, left } = summary
  const first = reviewed - repeats
  const more = left.due + left.repeats + left.fresh
  const words = `${count(reviewed, 'review')} in ${duration(seconds)}: ${recalled} of ${first} recalled, ${fresh} new, ${repeats} looked at again. ${more === 0 ? 'Nothing is left.' : `${more} left: mastery review`}`
  return painted(paragraph(words, style.width), style)
}

export function renderCatchup(report: CatchupReport, style: Style): string {
  const { width } = style
  const { picked, left, pace, minutes } = report
  const own = pace.own ? 'your own median' : 'assumed until you have reviewed more'
  if (picked.length + left.count === 0)
    return painted(paragraph('Nothing is due: there is nothing to catch up with.', width), style)
  const lines: Line[] = [
    heading(`${count(picked.length, 'review')} in ${duration(report.seconds)}`, width),
    ...paragraph(
      picked.length === 0
        ? `Nothing fits into ${count(minutes, 'minute')}.`
        : `Chosen because waiting until tomorrow would cost most: doing them today keeps about ${report.saved.toFixed(1)} more of them.`,
      width,
    ),
    ...paragraph(
      `A card takes ${duration(pace.card)}, a question ${duration(pace.question)} (${own}).`,
      width,
      LOOKS.quiet,
    ),
  ]
  for (const pick of picked.slice(0, 20))
    lines.push(
      ...paragraph(
        `${pick.id}: due ${pick.due}, recall ${percent(pick.recall)}, falls by ${percent(pick.loss, 1)} a day`,
        width,
      ),
    )
  if (picked.length > 20) lines.push(...paragraph(`… and ${picked.length - 20} more`, width))
  const rest =
    left.count === 0
      ? 'Nothing is left for later.'
      : `Left for later: ${count(left.count, 'review')}, about ${duration(left.seconds)}; waiting a day costs about ${left.loss.toFixed(1)} of them.`
  lines.push([], ...paragraph(rest, width))
  lines.push(...paragraph(report.assumption, width, LOOKS.quiet))
  return painted(lines, style)
}

function percent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`
}

function queueWords({ due, repeats, newLeft }: ReviewPage): string {
  if (due + repeats + newLeft === 0) return 'Nothing to review now.'
  const parts = [
    due > 0 ? `${thousands(due)} due` : '',
    newLeft > 0 ? `${newLeft} new` : '',
    repeats > 0 ? `${repeats} to look at again today` : '',
  ]
  return `To review: ${parts.filter((part) => part !== '').join(', ')}.`
}

const REASONS: Record<ReviewEntry['reason'], string> = {
  overdue: 'overdue',
  due: 'due today',
  new: 'new',
  repeat: 'again today',
}

function entryLines(entry: ReviewEntry, width: number): Line[] {
  const late = entry.overdueDays > 0 ? ` by ${count(entry.overdueDays, 'day')}` : ''
  const flag = entry.flagged ? ', flagged' : ''
  const lines = paragraph(
    `${entry.id} (${REASONS[entry.reason]}${late}${flag}; ${entry.itemTitle})`,
    width,
    LOOKS.quiet,
  )
  if (entry.question !== null)
    return [
      ...lines,
      ...questionLines(
        entry.question as PublicQuestion,
        entry.id,
        (answer) => `mastery review --answer ${entry.id} --text ${shellWord(answer)}`,
        width,
      ),
    ]
  const { card } = entry
  if (card === null) return lines
  const how =
    card.type === 'typed'
      ? `mastery review --answer ${entry.id} --text ANSWER`
      : `mastery review --answer ${entry.id} --grade again|hard|good|easy`
  const grades = KEY_GRADES.map((grade) => {
    const days = entry.intervals[grade]
    return `${GRADE_WORDS[grade]} ${days} d`
  }).join(', ')
  return [
    ...lines,
    ...markdownLines(card.front, width),
    ...paragraph(how, width, LOOKS.accent),
    ...paragraph(`next: ${grades}`, width, LOOKS.quiet),
  ]
}

function doneWords({ did, id, grade, interval }: ReviewDone): string {
  if (did !== 'answered' || grade === null) return `${id}: ${did}.`
  const when = interval === 0 ? 'again today' : `next in ${count(interval ?? 0, 'day')}`
  return `${id}: grade ${grade} (${GRADE_WORDS[grade]}), ${when}.`
}
