import { MasteryError } from '../core/errors.ts'
import { type Editor, openEditor } from './editor.ts'
import { type Watching, watchFiles } from './watch.ts'

/**
 * What screens can have done on this machine: files opened and watched.
 * @param editor looked for only when a file is opened: a wrong one must not keep a screen from opening
 */
export function hands(
  editor: () => Editor | null,
  options: { poll?: boolean } = {},
): {
  edit(path: string, line?: number): Promise<void>
  watch(files: readonly string[], onSaved: (path: string) => void): Watching
} {
  return {
    edit: async (path, line) => {
      const found = editor()
      if (found === null) {
        throw new MasteryError('usage', `No editor is set. Open the file yourself: ${path}`, {
          next: 'mastery config set editor vim',
        })
      }
      await openEditor(found, path, line ?? null)
    },
    watch: (files, onSaved) => watchFiles({ files, onSaved, ...options }),
  }
}
