import { type CourseEvidence, type CourseItem, itemsOfSkill, skillMastery } from './evidence.ts'
import { isSetAside } from './item-state.ts'
import { isMeasured, latestBest, roundHalfUp } from './mastery.ts'
import { prerequisites } from './prerequisites.ts'
import type { LevelName, Mastery } from './progress.ts'

/** What to practise of the weakest skill. */
export interface Practice {
  item: CourseItem
  skill: string
  title: string
  percent: number
  level: string
  /** What is to be gained: `its quiz stands at 45 %`. */
  doing: string
}

/**
 * What practice is for: to unlock something, to strengthen skills that are still weak, or anything that is not
 * mastered. The first two give way after a few tries, so that nobody is kept from going on.
 */
export type PracticeAim = 'unlock' | 'weak' | 'any'

/** A quiz taken this often is no way forward any more. */
const TRIES = 3

const LEVELS: Record<PracticeAim, readonly LevelName[]> = {
  unlock: ['Beginner'],
  weak: ['Beginner', 'Learning'],
  any: ['Beginner', 'Learning', 'Proficient'],
}

/**
 * The weakest skill that can be raised by doing something, and what to do: an exercise that is not solved, a
 * quiz below 100 %, an exercise below full score or quality. Null when there is nothing of that aim.
 * @param isTired items to leave alone: what was practised today has had its turn
 */
export function weakestPractice(
  evidence: CourseEvidence,
  aim: PracticeAim,
  isTired: (item: CourseItem) => boolean = () => false,
): Practice | null {
  const blocking = aim === 'unlock' ? blockingSkills(evidence) : null
  const skills = evidence.course.skills
    .filter(({ id }) => (blocking === null ? isBegun(evidence, id) : blocking.has(id)))
    .map((skill) => ({ skill, mastery: skillMastery(evidence, skill.id) }))
    .filter(({ mastery }) => isMeasured(mastery) && LEVELS[aim].includes(mastery.level.name))
    .toSorted((a, b) => a.mastery.total - b.mastery.total)
  for (const { skill, mastery } of skills) {
    const choice = choose(evidence, skill.id, aim, isTired)
    if (choice !== null) return practice(choice, skill, mastery)
  }
  return null
}

type Choice = Pick<Practice, 'item' | 'doing'>

function practice(
  choice: Choice,
  skill: { id: string; title: string },
  mastery: Mastery,
): Practice {
  const { percent, level } = mastery
  return { ...choice, skill: skill.id, title: skill.title, percent, level: level.name }
}

function isBegun(evidence: CourseEvidence, skill: string): boolean {
  return itemsOfSkill(evidence, skill).some((item) => item.progress !== null)
}

function blockingSkills(evidence: CourseEvidence): Set<string> {
  const needs = evidence.items.flatMap((item) => prerequisites(evidence, item))
  return new Set(needs.filter((need) => !need.met).map((need) => need.skill))
}

function choose(
  evidence: CourseEvidence,
  skill: string,
  aim: PracticeAim,
  isTired: (item: CourseItem) => boolean,
): Choice | null {
  const items = itemsOfSkill(evidence, skill).filter((item) => !isTired(item))
  const exercises = items.filter((item) => item.meta.kind === 'exercise')
  const unsolved = exercises.find((item) => isWaiting(evidence, item, aim))
  if (unsolved !== undefined) {
    const doing = isSetAside(unsolved)
      ? 'try the exercise that you set aside'
      : 'an exercise for it is not solved yet'
    return { item: unsolved, doing }
  }
  const quizzes = items.filter(
    ({ meta, progress }) =>
      meta.kind === 'quiz' && (aim === 'any' || (progress?.quizzesFinished ?? 0) < TRIES),
  )
  const quiz = lowest(quizzes, (item) => item.progress?.quizScore)
  if (quiz !== null) return { item: quiz.item, doing: `its quiz stands at ${quiz.percent} %` }
  if (aim !== 'any') return null
  const score = lowest(exercises, (item) => latestBest(item.progress?.bestScore ?? {}))
  if (score !== null)
    return { item: score.item, doing: `this exercise stands at ${score.percent} %` }
  const quality = lowest(exercises, (item) => item.progress?.quality)
  if (quality === null) return null
  const doing = `the code of this exercise has quality ${quality.percent} of 100`
  return { item: quality.item, doing }
}

/** Not solved, and there is nothing to learn before it. What was given up is not pressed on the learner. */
function isWaiting(evidence: CourseEvidence, item: CourseItem, aim: PracticeAim): boolean {
  if (item.progress?.passedOn != null) return false
  if (isSetAside(item)) return aim !== 'unlock'
  return prerequisites(evidence, item).every((need) => need.met)
}

/** The item with the lowest score below 100, among those that have one. */
function lowest(
  items: readonly CourseItem[],
  scoreOf: (item: CourseItem) => number | null | undefined,
): { item: CourseItem; percent: number } | null {
  const scored = items.flatMap((item) => {
    const score = scoreOf(item)
    return score == null || score >= 100 ? [] : [{ item, score }]
  })
  const least = scored.toSorted((a, b) => a.score - b.score)[0]
  return least === undefined ? null : { item: least.item, percent: roundHalfUp(least.score) }
}
