import { standingLines } from '../presenters/home.ts'
import type { HomeState } from '../state/home.ts'
import { chosenNumber, type Speaker, spoken, WIDTH } from './speaker.ts'

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
