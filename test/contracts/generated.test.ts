import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generatedFiles } from '../../scripts/generated.ts'

const root = join(import.meta.dirname, '../..')

test('what is committed is what the sources say: commands, results, events, references', async () => {
  for (const [file, text] of await generatedFiles(root))
    expect(readFileSync(join(root, file), 'utf8'), `run: npm run generate (${file})`).toBe(text)
})
