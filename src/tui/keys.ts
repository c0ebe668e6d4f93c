/**
 * All key bindings, as data. The footer of each screen, `?` help and docs/keys.md come from here; each can
 * be changed with the setting `keys.<screen>.<action>`.
 */
export interface KeyBinding {
  action: string
  /** Names of keys: `j`, `G`, `?`, `space`, `enter`, `escape`, `up`, `pagedown`, `ctrl+c`, `alt+x`, `shift+tab`. */
  keys: readonly string[]
  /** What it does, for help. */
  description: string
  /** One or two words for the footer; without it the key is in the help only. */
  label?: string
  /** Where in the screen it works; without it everywhere but in a text field. */
  modes?: readonly string[]
  /** Facts that must hold, and what to say while one does not. */
  needs?: Readonly<Record<string, string>>
  /** Stays in the footer while what it needs is missing: whoever tries it is told what. */
  stays?: true
}

export type KeyGroup = keyof typeof KEYS

const PICKS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
const TEXT = ['line', 'lines', 'gaps']

export const KEYS = {
  general: [
    { action: 'help', keys: ['?'], description: 'Show all keys of this screen', label: 'Help' },
    { action: 'back', keys: ['q'], description: 'Go back', label: 'Back' },
    {
      action: 'cancel',
      keys: ['escape'],
      description: 'Cancel what is open: help, a filter, a question',
    },
    { action: 'leave', keys: ['ctrl+c'], description: 'Save and leave' },
    { action: 'up', keys: ['up', 'k'], description: 'Up' },
    { action: 'down', keys: ['down', 'j'], description: 'Down' },
    { action: 'page-up', keys: ['pageup', 'ctrl+b'], description: 'One page up' },
    { action: 'page-down', keys: ['pagedown', 'ctrl+f'], description: 'One page down' },
    { action: 'top', keys: ['home', 'g'], description: 'To the beginning' },
    { action: 'bottom', keys: ['end', 'G'], description: 'To the end' },
  ],
  confirm: [
    { action: 'yes', keys: ['y'], description: 'Yes', label: 'Yes', modes: ['confirm'] },
    {
      action: 'no',
      keys: ['n', 'escape', 'q'],
      description: 'No',
      label: 'No',
      modes: ['confirm'],
    },
  ],
  home: [
    { action: 'open', keys: ['enter'], description: 'Do what is marked', label: 'Open' },
    {
      action: 'review',
      keys: ['r'],
      description: 'Review what is due',
      label: 'Review',
      needs: { due: 'Nothing is due for review today.' },
    },
    {
      action: 'tree',
      keys: ['t'],
      description: 'See all lessons, quizzes and exercises',
      label: 'Courses',
    },
    { action: 'stats', keys: ['s'], description: 'See statistics', label: 'Statistics' },
  ],
  tree: [
    { action: 'open', keys: ['enter'], description: 'Open what is marked', label: 'Open' },
    {
      action: 'filter',
      keys: ['/'],
      description: 'Show only what contains a text',
      label: 'Filter',
    },
    {
      action: 'accept',
      keys: ['enter', 'down'],
      description: 'Keep the filter and go to the list',
      label: 'Keep filter',
      modes: ['filter'],
    },
    {
      action: 'cancel',
      keys: ['escape'],
      description: 'Drop the filter',
      label: 'Drop filter',
      modes: ['filter'],
    },
  ],
  lesson: [
    {
      action: 'forward',
      keys: ['space'],
      description: 'One page on; at the end, to the questions',
      label: 'Read on',
      modes: ['reading'],
    },
    {
      action: 'run',
      keys: ['r'],
      description: 'Run the marked program',
      label: 'Run program',
      modes: ['reading'],
      needs: { idle: 'A program is running. Esc stops it.' },
    },
    {
      action: 'next-program',
      keys: ['tab'],
      description: 'Mark the next program on this page',
      modes: ['reading'],
    },
    { action: 'next-section', keys: ['n'], description: 'To the next heading', modes: ['reading'] },
    {
      action: 'previous-section',
      keys: ['p'],
      description: 'To the heading before',
      modes: ['reading'],
    },
    {
      action: 'continue',
      keys: ['enter'],
      description: 'One page on; at the end, to the questions or what comes next',
      label: 'Continue',
      modes: ['reading', 'done'],
    },
  ],
  question: [
    {
      action: 'pick',
      keys: PICKS,
      description: 'Choose by number (match: for the marked line)',
      label: 'Choose',
      modes: ['choose', 'match'],
    },
    {
      action: 'toggle',
      keys: ['space'],
      description: 'Choose or unchoose the marked one; several may be right',
      label: 'Choose marked',
      modes: ['multi'],
    },
    {
      action: 'take',
      keys: ['space'],
      description: 'Take the marked line, move it with the arrows, put it down',
      label: 'Take / put down',
      modes: ['order'],
    },
    {
      action: 'move-up',
      keys: ['K', 'shift+up'],
      description: 'Move the marked line up',
      modes: ['order'],
    },
    {
      action: 'move-down',
      keys: ['J', 'shift+down'],
      description: 'Move the marked line down',
      modes: ['order'],
    },
    {
      action: 'change',
      keys: ['right', 'space'],
      description: 'Next text for the marked line',
      label: 'Change',
      modes: ['match'],
    },
    { action: 'change-back', keys: ['left'], description: 'Text before it', modes: ['match'] },
    {
      action: 'next-gap',
      keys: ['tab', 'down'],
      description: 'Next gap',
      label: 'Next gap',
      modes: ['gaps'],
    },
    {
      action: 'previous-gap',
      keys: ['shift+tab', 'up'],
      description: 'Gap before',
      modes: ['gaps'],
    },
    {
      action: 'answer',
      keys: ['enter'],
      description: 'Answer',
      label: 'Answer',
      modes: ['choose', 'order', 'match', 'line', 'gaps'],
      needs: { complete: 'Choose or type an answer first.' },
      stays: true,
    },
    {
      action: 'answer',
      keys: ['ctrl+d'],
      description: 'Answer, when it has several lines (Enter begins a new line)',
      label: 'Answer',
      modes: ['lines'],
      needs: { complete: 'Type an answer first.' },
      stays: true,
    },
    {
      action: 'cancel',
      keys: ['escape'],
      description: 'Leave the text field, so that keys work as keys',
      label: 'Other keys',
      modes: TEXT,
    },
    {
      action: 'type',
      keys: ['enter'],
      description: 'Back to the text field',
      label: 'Type',
      modes: ['paused'],
    },
    {
      action: 'hint',
      keys: ['h'],
      description: 'Show the next hint',
      label: 'Hint',
      modes: ['choose', 'order', 'match', 'paused'],
      needs: { hints: 'There is no further hint.' },
    },
    {
      action: 'continue',
      keys: ['enter', 'space'],
      description: 'Go on',
      label: 'Go on',
      modes: ['answered'],
    },
  ],
  quiz: [
    {
      action: 'finish',
      keys: ['enter', 'space'],
      description: 'Leave the summary',
      label: 'Done',
      modes: ['summary'],
    },
  ],
  review: [
    {
      action: 'reveal',
      keys: ['space', 'enter'],
      description: 'Show the answer',
      label: 'Show answer',
      modes: ['front'],
    },
    {
      action: 'again',
      keys: ['1'],
      description: 'Again: I did not know it',
      modes: ['back'],
    },
    {
      action: 'hard',
      keys: ['2'],
      description: 'Hard: I knew it, with effort',
      modes: ['back'],
    },
    { action: 'good', keys: ['3'], description: 'Good: I knew it', modes: ['back'] },
    {
      action: 'easy',
      keys: ['4'],
      description: 'Easy: I knew it at once',
      modes: ['back'],
    },
    {
      action: 'accept',
      keys: ['enter'],
      description: 'Take the grade that your typed answer earned',
      label: 'Take grade',
      modes: ['back'],
      needs: { graded: 'Say how well you knew it: 1, 2, 3 or 4.' },
    },
    {
      action: 'close',
      keys: ['enter', 'escape', 'i', 'q'],
      description: 'Close the explanation',
      label: 'Close',
      modes: ['why'],
    },
    {
      action: 'undo',
      keys: ['u'],
      description: 'Take back the last answer (again and again)',
      label: 'Undo',
      modes: ['front', 'back', 'choose', 'order', 'match', 'paused', 'answered', 'summary'],
      needs: { undoable: 'Nothing to take back in this session.' },
    },
    {
      action: 'edit',
      keys: ['e'],
      description: 'Edit its source',
      label: 'Edit',
      modes: ['front', 'back', 'choose', 'order', 'match', 'paused', 'answered'],
      needs: { editable: 'Its course has no source on this machine.' },
    },
    {
      action: 'bury',
      keys: ['-'],
      description: 'Not today: show it tomorrow',
      label: 'Bury',
      modes: ['front', 'back', 'choose', 'order', 'match', 'paused'],
    },
    {
      action: 'suspend',
      keys: ['@'],
      description: 'Never show it again, until you say so',
      label: 'Suspend',
      modes: ['front', 'back', 'choose', 'order', 'match', 'paused'],
    },
    {
      action: 'flag',
      keys: ['!'],
      description: 'Flag it, or take the flag away',
      label: 'Flag',
      modes: ['front', 'back', 'choose', 'order', 'match', 'paused', 'answered'],
    },
    {
      action: 'why',
      keys: ['i'],
      description: 'Why it is due today',
      label: 'Why',
      modes: ['front', 'back', 'choose', 'order', 'match', 'paused', 'answered'],
    },
    {
      action: 'finish',
      keys: ['enter', 'space'],
      description: 'Leave the summary',
      label: 'Done',
      modes: ['summary'],
    },
  ],
  watch: [
    {
      action: 'run',
      keys: ['r'],
      description: 'Run the visible tests',
      label: 'Run',
      needs: { idle: 'A run is going on. Esc stops it.' },
    },
    {
      action: 'submit',
      keys: ['s'],
      description: 'Submit: run all tests and record the attempt',
      label: 'Submit',
      needs: { idle: 'A run is going on. Esc stops it.' },
    },
    {
      action: 'hint',
      keys: ['h'],
      description: 'Show the next hint',
      label: 'Hint',
      needs: { hints: 'All hints are shown.' },
    },
    {
      action: 'edit',
      keys: ['e'],
      description: 'Open your editor',
      label: 'Editor',
      needs: { editable: 'No editor is set: mastery config set editor "<command>"' },
    },
    {
      action: 'cancel',
      keys: ['escape'],
      description: 'Stop the run that is going on',
      label: 'Stop',
      modes: ['running'],
    },
    {
      action: 'trace',
      keys: ['t'],
      description: 'Follow your program step by step through the test that failed',
      label: 'Trace',
      needs: {
        idle: 'A run is going on. Esc stops it.',
        failing: 'No visible test has failed: r runs them.',
      },
    },
    {
      action: 'task',
      keys: ['tab', 'v'],
      description: 'Switch between task, result and hints',
    },
    {
      action: 'next',
      keys: ['n'],
      description: 'On to what comes next',
      label: 'Next',
      needs: { next: 'Nothing comes after this one.' },
    },
    {
      action: 'reset',
      keys: ['x'],
      description: 'Begin again (asks first, keeps a backup)',
      label: 'Reset',
      needs: { idle: 'A run is going on. Esc stops it.' },
    },
  ],
  stats: [],
  trace: [
    {
      action: 'forward',
      keys: ['right', 'n', 'enter', 'space'],
      description: 'One step forward',
      label: 'Step',
      modes: ['steps'],
      needs: { later: 'No step comes after this one.' },
      stays: true,
    },
    {
      action: 'previous',
      keys: ['left', 'b', 'p', 'backspace'],
      description: 'One step back',
      label: 'Step back',
      modes: ['steps'],
      needs: { earlier: 'No step comes before this one.' },
    },
    {
      action: 'over',
      keys: ['o'],
      description: 'To the next step here, not into what is called',
      label: 'Over',
      modes: ['steps'],
      needs: { later: 'No step comes after this one.' },
    },
    {
      action: 'out',
      keys: ['u'],
      description: 'Out of this function, to where it was called',
      modes: ['steps'],
      needs: { inside: 'No function is running here.' },
    },
    {
      action: 'to-line',
      keys: ['l'],
      description: 'Run to a line: to the next time it is about to run',
      label: 'To line',
      modes: ['steps'],
    },
    {
      action: 'to-step',
      keys: ['s'],
      description: 'Go to a step by its number',
      modes: ['steps'],
    },
    {
      action: 'first',
      keys: ['home', 'g'],
      description: 'To the first step',
      modes: ['steps'],
    },
    { action: 'last', keys: ['end', 'G'], description: 'To the last step', modes: ['steps'] },
    {
      action: 'values',
      keys: ['v'],
      description: 'Show variables and objects alone, with all the room there is',
      label: 'Values',
      modes: ['steps'],
    },
    {
      action: 'pane',
      keys: ['tab'],
      description: 'Choose what the up and down arrows scroll: program, variables, objects, output',
      modes: ['steps'],
    },
    {
      action: 'edit',
      keys: ['e'],
      description: 'Open your editor at this line',
      label: 'Editor',
      modes: ['steps'],
      needs: { editable: 'No editor is set: mastery config set editor "<command>"' },
    },
    {
      action: 'again',
      keys: ['r'],
      description: 'Trace again, after you have changed the program',
      label: 'Again',
      modes: ['steps'],
    },
    {
      action: 'answer',
      keys: ['enter'],
      description: 'Go there',
      label: 'Go there',
      modes: ['to-line', 'to-step'],
    },
    {
      action: 'cancel',
      keys: ['escape'],
      description: 'Stay here after all',
      label: 'Stay here',
      modes: ['to-line', 'to-step'],
    },
    {
      action: 'cancel',
      keys: ['escape'],
      description: 'Stop tracing again',
      label: 'Stop',
      modes: ['running'],
    },
  ],
} as const satisfies Record<string, readonly KeyBinding[]>

/** The groups of keys that work on each screen; of two that fit, the one of the later group wins. */
export const SCREEN_GROUPS = {
  home: ['general', 'home'],
  tree: ['general', 'tree', 'confirm'],
  lesson: ['general', 'lesson', 'question'],
  quiz: ['general', 'question', 'quiz'],
  review: ['general', 'question', 'review', 'confirm'],
  watch: ['general', 'watch', 'confirm'],
  stats: ['general', 'stats'],
  trace: ['general', 'trace'],
} as const satisfies Record<string, readonly KeyGroup[]>

export type ScreenName = keyof typeof SCREEN_GROUPS

/** Modes in which printable keys are text. */
export const TEXT_MODES: readonly string[] = [...TEXT, 'filter', 'to-line', 'to-step']
