import { GRADE_WORDS, KEY_GRADES } from '../../core/review/grade.ts'
import type { Grade, ReviewItem } from '../../core/review/types.ts'
import { markdownLines } from '../plain/markdown.ts'
import { count } from '../plain/progress.ts'
import { cardBack, nearestKey, presentReview, reasonText } from '../presenters/review.ts'
import { type ReviewState, reviewMode } from '../state/review.ts'
import { QuestionEars, sayQuestion } from './question.ts'
import { KEY, PAGE, type Speaker, spoken, WIDTH } from './speaker.ts'

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
