import { Args, Flags } from '@oclif/core'
import { BaseCommand } from '../base-command.ts'
import { startExercise } from '../core/practice/exercise.ts'
import { exercisePage } from '../core/practice/exercise-page.ts'
import { namedItem } from '../core/practice/find.ts'

export default class Start extends BaseCommand {
  static override summary = 'Write an exercise’s starter into your workspace and open your editor.'
  static override description =
    'Without a name: the exercise in progress, else the next one. Files that are there already are never changed.'
  static override examples = [
    '<%= config.bin %> start',
    '<%= config.bin %> start departure-board --editor vim',
    '<%= config.bin %> start python/departure-board --json',
  ]
  static override args = { exercise: Args.string({ description: 'Exercise, or course/exercise.' }) }
  static override flags = {
    editor: Flags.string({ summary: 'Command that opens the file.' }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Start)
    const { ctx } = this
    const meta = namedItem(ctx, 'exercise', args.exercise, { next: true })
    const wanted = this.interactive || flags.editor !== undefined
    // Before anything is written, so that a wrong --editor changes nothing.
    const editor = wanted ? ctx.editor(flags.editor) : null
    const started = startExercise(ctx, { course: meta.course, item: meta.id })
    const { renderStarted } = await import('../tui/plain/exercise.ts')
    const page = exercisePage(started, editor?.command.join(' ') ?? null)
    this.show('mastery.exercise/1', page, renderStarted)
    const file = started.view.files[0]
    if (!wanted || file === undefined) return
    if (editor === null) {
      this.note(`No editor is set. Open ${file} yourself, or: mastery config set editor vim`)
      return
    }
    const { openEditor } = await import('../host/editor.ts')
    await openEditor(editor, file, null)
  }
}
