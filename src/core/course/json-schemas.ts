import { z } from 'zod'
import {
  casesSchema,
  courseSchema,
  deckSchema,
  exerciseSchema,
  itemFenceSchema,
  keyFenceSchema,
  lessonSchema,
  lockSchema,
  namesSchema,
  quizSchema,
  skillsSchema,
} from './schemas.ts'

const SCHEMAS = {
  course: courseSchema,
  skills: skillsSchema,
  lesson: lessonSchema,
  quiz: quizSchema,
  deck: deckSchema,
  exercise: exerciseSchema,
  item: itemFenceSchema,
  key: keyFenceSchema,
  cases: casesSchema,
  names: namesSchema,
  lock: lockSchema,
} as const

/** The authoring format as JSON Schemas for editors, by file name. Draft 7 is what editors know best. */
export function jsonSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => {
      const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
      return [`${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`]
    }),
  )
}
