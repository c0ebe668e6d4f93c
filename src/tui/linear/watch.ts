import { markdownLines } from '../plain/markdown.ts'
import { plainText } from '../plain/spans.ts'
import { presentWatch } from '../presenters/watch.ts'
import type { WatchState } from '../state/watch.ts'
import { KEY, PAGE, type Speaker, spoken, WIDTH } from './speaker.ts'

const RUNNING = { check: 'Running.', submit: 'Submitting.', trace: 'Tracing.' } as const

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
        said.push(RUNNING[state.running])
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
