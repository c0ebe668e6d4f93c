import type { ItemMeta } from '../course/library.ts'
import type { CourseSummary } from '../course/model.ts'
import type { LearnerEvent } from '../events/event.ts'
import { itemProjection } from '../learner/item-progress.ts'
import {
  breakdown,
  COMPONENTS,
  type Contribution,
  type ItemEvidence,
  isMeasured,
  masteryOf,
} from '../learner/mastery.ts'
import { mergeProgress } from '../learner/merge-progress.ts'
import type { ItemProgress, Mastery } from '../learner/progress.ts'
import { foldOf, standingEvents } from '../learner/standing-events.ts'
import { recentStreak } from '../learner/streak.ts'
import type { WhyContext } from './why.ts'
import { idsOf } from './why-date.ts'
import type { WhyContribution, WhySkill } from './why-types.ts'

/** The mastery of a skill with what each item adds, folded again from the items' events. */
export function whySkill(ctx: WhyContext, course: string, id: string): WhySkill | null {
  const summary = ctx.library.summary(course)
  const skill = summary?.skills.find((one) => one.id === id)
  if (summary === null || skill === undefined) return null
  const items = ctx.library
    .outline(course, { skill: id })
    .filter((meta) => meta.kind === 'exercise' || meta.kind === 'quiz')
    .map((meta) => evidenceOf(ctx, summary, meta))
  const streak = recentStreak(ctx.log, ctx.clock.localDay(ctx.clock.now()))
  const mastery = masteryOf(items, streak)
  const parts = breakdown(items, streak)
  const from = (contributions: Contribution[] | null, source: (item: Evidence) => Source) =>
    contributions?.map((c) => withSource(c, items, source)) ?? null
  return {
    skill: id,
    title: skill.title,
    mastery,
    weights: parts.weights,
    streakDays: parts.streakDays,
    exercises: from(parts.exercises, bestSubmission),
    quizzes: from(parts.quizzes, (item) => last(item, 'learning.quiz_finished')),
    quality: from(parts.quality, lastQuality),
    formula: formulaOf(mastery, parts.weights),
  }
}

interface Evidence extends ItemEvidence {
  events: LearnerEvent[]
}

type Source = LearnerEvent | null

function evidenceOf(ctx: WhyContext, course: CourseSummary, meta: ItemMeta): Evidence {
  const histories = idsOf(course, meta.id).map((item) =>
    standingEvents(ctx.log, { course: course.id, item }),
  )
  const progress = histories
    .flatMap((events) => foldOf(itemProjection, events) ?? [])
    .reduce<ItemProgress | null>((one, other) => (one ? mergeProgress(one, other) : other), null)
  return { meta, progress, events: histories.flat() }
}

function withSource(
  contribution: Contribution,
  items: readonly Evidence[],
  source: (item: Evidence) => Source,
): WhyContribution {
  const item = items.find((one) => one.meta.id === contribution.item)
  const event = contribution.score === null || item === undefined ? null : source(item)
  return { ...contribution, event: event?.id ?? null, day: event?.day ?? null }
}

/** The first submission with the score that counts. */
function bestSubmission({ events, progress }: Evidence): Source {
  const latest = String(Math.max(...Object.keys(progress?.bestScore ?? {}).map(Number)))
  return (
    events.find(
      (event) =>
        event.type === 'exercise.submitted' &&
        event.payload.revision.split('.')[0] === latest &&
        event.payload.score === progress?.bestScore[latest],
    ) ?? null
  )
}

function lastQuality({ events }: Evidence): Source {
  return (
    events.findLast(
      (e) => e.type === 'exercise.submitted' && e.payload.accepted && e.payload.quality !== null,
    ) ?? null
  )
}

function last({ events }: Evidence, type: LearnerEvent['type']): Source {
  return events.findLast((event) => event.type === type) ?? null
}

function formulaOf(mastery: Mastery, weights: WhySkill['weights']): string {
  if (!isMeasured(mastery)) return 'no exercise and no quiz asks for it: not measured'
  const terms = COMPONENTS.filter((name) => weights[name] > 0).map(
    (name) =>
      `${weights[name].toFixed(2)} × ${(mastery.components[name] ?? 0).toFixed(1)} (${name})`,
  )
  return `${terms.join(' + ')} = ${mastery.total.toFixed(2)} → ${mastery.percent} %, ${mastery.level.name}`
}
