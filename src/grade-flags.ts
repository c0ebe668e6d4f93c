import { Flags } from '@oclif/core'
import { TIER } from './base-command.ts'
import { MasteryError } from './core/errors.ts'

/** A number above zero, also with a decimal point. */
function positive(summary: string, flag: string, unit: string, most = 1_000_000) {
  return Flags.custom<number>({
    summary,
    helpValue: unit,
    parse: async (text) => {
      const value = Number(text)
      if (text.trim() !== '' && value > 0 && value <= most) return value
      throw new MasteryError('usage', `--${flag} must be a number above 0, but is "${text}".`, {
        next: 'mastery grade --help',
      })
    },
  })()
}

/** The flags of `mastery grade`. */
export const GRADE_FLAGS = {
  course: Flags.string({ summary: 'Id of a course, its folder, or a pack.', helpValue: 'COURSE' }),
  exercise: Flags.string({ summary: 'Id of the exercise.', helpValue: 'ID' }),
  hidden: Flags.string({
    summary: 'The pack for graders, with the hidden tests.',
    helpValue: 'PACK',
  }),
  report: Flags.string({
    summary: 'Report to standard output or into a file; may be given several times.',
    helpValue: 'FORMAT[=FILE]',
    multiple: true,
    multipleNonGreedy: true,
  }),
  one: Flags.boolean({ summary: 'Each path is one submission.', exclusive: ['each'] }),
  each: Flags.boolean({ summary: 'Each path holds submissions, one in each folder or archive.' }),
  jobs: Flags.integer({
    summary: 'How many are graded at once. Default: one for each core.',
    helpValue: 'N',
    min: 1,
    max: 256,
  }),
  tier: TIER,
  timeout: positive('Seconds for one test, in place of the exercise’s own.', 'timeout', 'S', 3600),
  'max-score': positive('Points of a full score. Default: 100.', 'max-score', 'N'),
  'fail-under': positive('End with 1 when somebody has fewer points.', 'fail-under', 'N'),
  seed: Flags.integer({
    summary: 'Decides what is left to chance.',
    helpValue: 'N',
    min: 0,
    max: 2 ** 31 - 1,
  }),
  resume: Flags.boolean({ summary: 'Go on where the same command was stopped.' }),
  similarity: Flags.boolean({
    summary: 'Compare the submissions with each other instead of grading them.',
    exclusive: [
      ...['hidden', 'report', 'jobs', 'tier', 'timeout', 'max-score', 'fail-under', 'seed'],
      ...['resume', 'verify'],
    ],
  }),
  html: Flags.string({
    summary: 'With --similarity: also a page that shows each pair side by side.',
    helpValue: 'FILE',
    dependsOn: ['similarity'],
  }),
  verify: Flags.string({
    summary: 'Grade again as this report says, and compare.',
    helpValue: 'REPORT',
    exclusive: ['report', 'tier', 'timeout', 'max-score', 'fail-under', 'seed', 'resume'],
  }),
}
