/** Every setting there is, as data: `config list`, its help and docs/configuration.md come from it. */
export interface SettingDefinition {
  key: string
  type: 'text' | 'number' | 'boolean' | 'choice'
  /** Null: unset, the product decides (see the description). */
  default: string | number | boolean | null
  choices?: readonly string[]
  /** Bounds of a number, inclusive. */
  min?: number
  max?: number
  description: string
}

export const SETTINGS: readonly SettingDefinition[] = [
  {
    key: 'workspace',
    type: 'text',
    default: null,
    description: 'Folder for your own code. Unset: ~/mastery, with MASTERY_HOME too.',
  },
  {
    key: 'editor',
    type: 'text',
    default: null,
    description: 'Command that opens a file. Unset: your terminal’s own editor, VISUAL or EDITOR.',
  },
  {
    key: 'course',
    type: 'text',
    default: null,
    description: 'The course you are taking. Unset: the one you used last.',
  },
  {
    key: 'review.scheduler',
    type: 'choice',
    default: 'sm2-1990',
    choices: ['sm2-1990', 'sm2-delphi'],
    description: 'How the next review date is computed.',
  },
  {
    key: 'review.new-per-day',
    type: 'number',
    default: 20,
    min: 0,
    max: 9999,
    description: 'New cards a day.',
  },
  {
    key: 'limits.seconds',
    type: 'number',
    default: 5,
    min: 1,
    max: 60,
    description: 'Longest time one run of your code may take.',
  },
  {
    key: 'limits.memory-mb',
    type: 'number',
    default: 50,
    min: 16,
    max: 1024,
    description: 'Most memory one run of your code may use.',
  },
  {
    key: 'sandbox.tier',
    type: 'choice',
    default: 'isolate',
    choices: ['namespaces', 'kernel', 'isolate'],
    description: 'Weakest sandbox that will do for your own code and for the courses of mastery.',
  },
  {
    key: 'sandbox.tier-for-others',
    type: 'choice',
    default: 'kernel',
    choices: ['namespaces', 'kernel', 'isolate'],
    description: 'Weakest sandbox that will do for courses that somebody else wrote.',
  },
  {
    key: 'color',
    type: 'choice',
    default: 'auto',
    choices: ['auto', 'always', 'never'],
    description: 'Colours in the terminal.',
  },
  {
    key: 'plain',
    type: 'boolean',
    default: false,
    description: 'Linear text instead of screens; reads well aloud.',
  },
]

/** Keys of screens are remapped one by one: `keys.<screen>.<action>`. */
export const KEY_SETTING = /^keys\.[a-z]+\.[a-z-]+$/

/** `review.new-per-day` → `MASTERY_REVIEW_NEW_PER_DAY`. */
export function environmentName(key: string): string {
  return `MASTERY_${key.toUpperCase().replaceAll(/[.-]/g, '_')}`
}
