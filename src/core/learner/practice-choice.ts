import { type CourseEvidence, type CourseItem, itemsOfSkill, skillMastery } from './evidence.ts'
import { isOpen, isSetAside, type SeenCards } from './item-state.ts'
import { isMeasured, latestBest, roundHalfUp } from './mastery.ts'
import { prerequisites } from './prerequisites.ts'

/** What to practise of the weakest skill. */
export interface Practice {
  item: CourseItem
  skill: string
  title: string
  percent: number
  level: string
  /** What it is good for: `its quiz stands at 45 %`. */
  doing: string
}

/**
 * The weakest skill that can be raised by doing something, and what to do: an exercise that is not solved, a
 * quiz below 100 %, an exercise below full score or quality. Skills that nothing of was done yet come
 * only when they lock something. Null when all of what there is was done as well as it can be.
 */
export function weakestPractice(evidence: CourseEvidence, seen: SeenCards): Practice | null {
  const blocking = new Set(
    evidence.items
      .flatMap((item) => prerequisites(evidence, item))
      .filter((need) => !need.met)
      .map((need) => need.skill),
  )
  const skills = evidence.course.skills
    .map((skill) => ({ skill, mastery: skillMastery(evidence, skill.id) }))
    .filter(({ skill, mastery }) => {
      if (!isMeasured(mastery) || mastery.level.name === 'Mastered') return false
      const begun = itemsOfSkill(evidence, skill.id).some((item) => item.progress !== null)
      return begun || blocking.has(skill.id)
    })
    .toSorted((a, b) => a.mastery.total - b.mastery.total)
  for (const { skill, mastery } of skills) {
    const choice = choose(evidence, skill.id, seen)
    if (choice !== null) {
      const { title, id } = skill
      return { ...choice, skill: id, title, percent: mastery.percent, level: mastery.level.name }
    }
  }
  return null
}

function choose(
  evidence: CourseEvidence,
  skill: string,
  seen: SeenCards,
): Pick<Practice, 'item' | 'doing'> | null {
  const items = itemsOfSkill(evidence, skill)
  const exercises = items.filter((item) => item.meta.kind === 'exercise')
  const unsolved = exercises.find(
    (item) =>
      item.progress?.passedOn == null &&
      (isOpen(item, seen) || isSetAside(item) || prerequisites(evidence, item).every((n) => n.met)),
  )
  if (unsolved !== undefined) {
    const seenSolution = isSetAside(unsolved)
    return {
      item: unsolved,
      doing: seenSolution
        ? 'try the exercise you set aside'
        : 'an exercise for it is not solved yet',
    }
  }
  const quiz = lowest(
    items.filter((item) => item.meta.kind === 'quiz'),
    (q) => q.progress?.quizScore,
  )
  if (quiz !== null) return { item: quiz.item, doing: `its quiz stands at ${quiz.percent} %` }
  const score = lowest(exercises, (e) => latestBest(e.progress?.bestScore ?? {}))
  if (score !== null)
    return { item: score.item, doing: `this exercise stands at ${score.percent} %` }
  const quality = lowest(exercises, (e) => e.progress?.quality)
  if (quality !== null)
    return {
      item: quality.item,
      doing: `the code of this exercise has quality ${quality.percent} of 100`,
    }
  return null
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
