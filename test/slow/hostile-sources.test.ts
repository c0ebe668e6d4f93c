import { test } from 'vitest'
import type { Language } from '../../src/core/course/model.ts'
import { HOSTILE, readHostile } from '../helpers/hostile-sources.ts'

test.each<Language>(['python', 'javascript', 'typescript', 'sql'])(
  'every hostile source in %s is read or refused in bounded time',
  (language) => readHostile(language, Object.keys(HOSTILE)),
)
