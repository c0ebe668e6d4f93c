import { KEYS, type KeyBinding, type KeyGroup } from '../src/tui/keys.ts'
import { keyLabel } from '../src/tui/state/bindings.ts'

const TITLES: Record<KeyGroup, string> = {
  general: 'Everywhere',
  confirm: 'When something is asked',
  home: 'Home',
  tree: 'Courses',
  lesson: 'Lesson',
  question: 'Questions, in lessons, quizzes and reviews',
  quiz: 'Quiz',
  review: 'Review',
  watch: 'Exercise',
  stats: 'Statistics',
  trace: 'Trace',
}

const WHERE: Record<string, string> = {
  answered: 'after the answer',
  back: 'answer shown',
  choose: 'choices',
  confirm: 'yes or no',
  done: 'at the end',
  filter: 'filter',
  front: 'answer hidden',
  gaps: 'gaps',
  line: 'text field',
  lines: 'several lines',
  match: 'pairs',
  multi: 'several choices',
  order: 'lines to order',
  paused: 'text field left',
  reading: 'reading',
  running: 'while it runs',
  steps: 'at a step',
  summary: 'summary',
  'to-line': 'line to run to',
  'to-step': 'step to go to',
  why: 'explanation',
}

/** docs/keys.md, from the bindings that the screens use. */
export function keysPage(): string {
  const sections = Object.entries(KEYS).flatMap(
    ([group, bindings]: [string, readonly KeyBinding[]]) =>
      bindings.length === 0
        ? []
        : [`## ${TITLES[group as KeyGroup]}`, '', ...table(group, bindings), ''],
  )
  return [
    '# Keys',
    '',
    '<!-- Generated from src/tui/keys.ts by scripts/generate-keys.ts: do not edit. -->',
    '',
    '`?` shows the keys of the screen you are on. Nothing ever goes on by itself. In a text field, keys are',
    'text; `Esc` leaves the field, `Enter` goes back to it.',
    '',
    'Each key can be changed with the setting beside it, for example:',
    '',
    '```sh',
    'mastery config set keys.review.undo "ctrl+z"',
    '```',
    '',
    'A setting may name several keys, with commas between them. Names: letters and signs as they are, `space`, `enter`,',
    '`escape`, `tab`, `up`, `down`, `left`, `right`, `pageup`, `pagedown`, `home`, `end`, `backspace`, `delete`, and',
    '`ctrl+`, `alt+` or `shift+` before another.',
    '',
    'Text fields know the arrows, `Home`, `End`, `Backspace`, `Del`, `Ctrl-A`, `Ctrl-E`, `Ctrl-U`, `Ctrl-K`, `Ctrl-W`,',
    '`Alt-B`, `Alt-F`; text can be pasted.',
    '',
    ...sections,
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}

function table(group: string, bindings: readonly KeyBinding[]): string[] {
  const rows = bindings.map((binding) => {
    const keys = binding.keys.map((key) => `\`${keyLabel(key)}\``).join(' ')
    const modes = (binding.modes ?? []).map((mode) => WHERE[mode] ?? mode).join(', ')
    const reasons = Object.values(binding.needs ?? {}).map((reason) => ` Otherwise: “${reason}”`)
    return `| ${keys} | ${binding.description}.${reasons.join('')} | ${modes === '' ? 'always' : modes} | \`keys.${group}.${binding.action}\` |`
  })
  return ['| key | what it does | where | setting |', '| --- | --- | --- | --- |', ...rows]
}
