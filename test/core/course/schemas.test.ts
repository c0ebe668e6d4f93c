import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonSchemas } from '../../../src/core/course/json-schemas.ts'

const folder = join(import.meta.dirname, '../../../schemas')

test('the committed JSON Schemas are those of the code: run `node scripts/generate.ts`', () => {
  const committed = Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
  expect(committed).toEqual(jsonSchemas())
})
