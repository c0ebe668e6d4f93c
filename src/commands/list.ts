import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { listItems } from '../core/learner/list.ts'

export default class List extends BaseCommand {
  static override summary = 'List lessons, quizzes, decks and exercises with where you stand.'
  static override examples = [
    '<%= config.bin %> list',
    '<%= config.bin %> list loops --kind exercise',
    '<%= config.bin %> list --unit basics --state new --json',
  ]
  static override args = {
    text: Args.string({ description: 'Words that the title, id or a skill must hold.' }),
  }
  static override flags = {
    course: Flags.string({ summary: 'This course; default: the one you are taking.' }),
    all: Flags.boolean({ summary: 'Every installed course.', exclusive: ['course'] }),
    unit: Flags.string({ summary: 'This unit only.' }),
    kind: Flags.option({
      summary: 'This kind only.',
      options: ['lesson', 'quiz', 'deck', 'exercise'] as const,
    })(),
    state: Flags.option({
      summary: 'This state only.',
      options: ['new', 'open', 'done', 'locked'] as const,
    })(),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(List)
    const { course, all, unit, kind, state } = flags
    const report = listItems(this.ctx, {
      all,
      ...(course === undefined ? {} : { course }),
      ...(unit === undefined ? {} : { unit }),
      ...(kind === undefined ? {} : { kind }),
      ...(state === undefined ? {} : { state }),
      ...(args.text === undefined ? {} : { text: args.text }),
    })
    const { renderList } = await import('../tui/plain/list.ts')
    const needs = state === 'locked' || flags.verbose
    this.show('mastery.list/1', report, (list, style) => renderList(list, style, { needs }))
  }
}
