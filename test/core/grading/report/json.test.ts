import { expect, test } from 'vitest'
import { contracts } from '../../../../src/contracts/index.ts'
import { renderReport } from '../../../../src/core/grading/report/render-report.ts'
import { how } from './how.ts'
import { HOSTILE, rich } from './rich-report.ts'

const text = renderReport('json', rich, how)

test('a JSON report is the whole report, and its contract knows every field', () => {
  const { schema, ...value } = JSON.parse(text) as Record<string, unknown>
  expect(schema).toBe('mastery.grade/1')
  const checked = contracts['mastery.grade/1'].safeParse(value)
  expect(checked.success ? [] : checked.error.issues).toEqual([])
  const told = JSON.parse(JSON.stringify(rich).replaceAll('\\ud83d"', '\ufffd"')) as unknown
  expect(JSON.stringify(value).replaceAll('\\ud83d', '\ufffd')).toBe(
    JSON.stringify(told).replaceAll('\\ud83d', '\ufffd'),
  )
})

test('nothing in its bytes is a control character, a turn of direction or half a character', () => {
  expect(HOSTILE.isWellFormed()).toBe(false)
  expect(text.isWellFormed()).toBe(true)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  expect(text).toContain('\\u009b \\u202e half')
})

test('the golden JSON report', async () => {
  await expect(text).toMatchFileSnapshot('golden/report.json')
})
