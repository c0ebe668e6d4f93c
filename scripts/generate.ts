/** Writes every generated file that is committed. `npm run check` fails when one of them changes. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generatedFiles } from './generated.ts'

const root = join(import.meta.dirname, '..')
for (const [file, text] of await generatedFiles(root)) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
