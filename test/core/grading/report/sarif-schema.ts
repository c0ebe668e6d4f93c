import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv } from 'ajv'

const folder = join(
  createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'),
  '../lib/schemas',
)
// Ajv reads later drafts of JSON Schema. This one uses nothing of draft 4 that they changed but the name of `id`.
const {
  id: _id,
  $schema: _draft,
  ...schema
} = JSON.parse(readFileSync(join(folder, 'sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<
  string,
  unknown
>

const validate = new Ajv({
  strict: false,
  allErrors: true,
  validateFormats: false,
  unicodeRegExp: false,
}).compile(schema)

/** What is wrong with a SARIF log by the schema that OASIS publishes, `sarif-2.1.0-rtm.5.json`. */
export function sarifFaults(log: unknown): string[] {
  validate(log)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
