import { presentTree } from '../presenters/tree.ts'
import { KIND_WORDS, STATE_WORDS, shownRows, type TreeState } from '../state/tree.ts'
import { chosenNumber, KEY, PAGE, type Speaker, spoken } from './speaker.ts'

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
