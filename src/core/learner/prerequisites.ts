import { type CourseEvidence, type CourseItem, itemsOfSkill, skillMastery } from './evidence.ts'
import { isLearned, masteryOf } from './mastery.ts'
import type { Mastery } from './progress.ts'

/** Where a learner stands with a skill that something else needs. */
export interface Prerequisite {
  skill: string
  title: string
  met: boolean
  /** `64 %`, `lesson read`: what decided. */
  because: string
}

/**
 * The skills that an item needs first: those its own skills require and those it names itself. What asks for or
 * practises a skill also needs a lesson read that the outline has before it for that skill: the last ones in the list.
 */
export function prerequisites(evidence: CourseEvidence, item: CourseItem): Prerequisite[] {
  const own = new Set(item.meta.skills)
  const needed = new Set(item.meta.requires)
  for (const skill of evidence.course.skills)
    if (own.has(skill.id)) for (const required of skill.requires) needed.add(required)
  const others = [...needed].filter((skill) => !own.has(skill))
  return [
    ...others.map((skill) => standing(evidence, skill, item)),
    ...(item.meta.kind === 'lesson' ? [] : taught(evidence, item)),
  ]
}

/** Its own skills that lessons before it teach: one of them must be read, unless the skill is learned already. */
function taught(evidence: CourseEvidence, item: CourseItem): Prerequisite[] {
  return item.meta.skills.flatMap((skill): Prerequisite[] => {
    const lessons = itemsOfSkill(evidence, skill).filter(
      ({ meta }) => meta.kind === 'lesson' && meta.position < item.meta.position,
    )
    if (lessons.length === 0) return []
    const title = titleOf(evidence, skill)
    if (lessons.some((lesson) => lesson.progress?.readOn != null))
      return [{ skill, title, met: true, because: 'lesson read' }]
    const mastery = skillMastery(evidence, skill)
    if (isLearned(mastery)) return [{ skill, title, met: true, because: percent(mastery) }]
    return [{ skill, title, met: false, because: 'lesson not read' }]
  })
}

/**
 * A skill counts as learned for an item when its mastery is at Learning or better, over all of the course or
 * over what the outline has offered of it before that item: what comes later must not lock what comes
 * first. What nobody has asked for yet counts when a lesson that teaches it was read. docs/mastery.md shows why
 * this never locks a learner in.
 */
function standing(evidence: CourseEvidence, skill: string, item: CourseItem): Prerequisite {
  const title = titleOf(evidence, skill)
  const stands = (met: boolean, because: string) => ({ skill, title, met, because })
  const whole = skillMastery(evidence, skill)
  if (isLearned(whole)) return stands(true, percent(whole))
  const about = itemsOfSkill(evidence, skill)
  const before = about.filter((other) => other.meta.position < item.meta.position)
  if (before.some((other) => other.meta.kind === 'exercise' || other.meta.kind === 'quiz')) {
    const soFar = masteryOf(before, evidence.streakDays)
    return stands(isLearned(soFar), percent(soFar))
  }
  const lessons = about.filter((other) => other.meta.kind === 'lesson')
  if (lessons.length === 0) return stands(true, 'no lesson teaches it')
  const read = lessons.some((lesson) => lesson.progress?.readOn != null)
  return stands(read, read ? 'lesson read' : 'lesson not read')
}

function titleOf(evidence: CourseEvidence, skill: string): string {
  return evidence.course.skills.find((one) => one.id === skill)?.title ?? skill
}

function percent(mastery: Mastery): string {
  return `${mastery.percent} %`
}
