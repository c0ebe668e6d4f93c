import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { LANGUAGES, type Language } from '../../core/course/model.ts'
import { MasteryError } from '../../core/errors.ts'
import {
  type CodeRunner,
  TIERS,
  type Tier,
  type TierReport,
} from '../../core/grading/code-runner.ts'
import type {
  AttackOptions,
  AttackReport,
  AttackResult,
  Component,
  SandboxLab,
} from '../../core/grading/sandbox-report.ts'
import { type Canary, releaseCanary } from './canary.ts'
import { type Attack, readCorpus } from './corpus.ts'
import { watchEventLoop } from './event-loop.ts'
import { leftBehind } from './left-behind.ts'
import { runAttack, SHORT_WALL_MS } from './run-attack.ts'
import { uncleanRun } from './sane-run.ts'

export interface LabOptions {
  /** Folder with the attacks, one folder a language. */
  corpus: string
  /** A runner of one tier, or of all; `fresh`: one that takes nothing from the cache. */
  makeRunner(options: { tiers?: readonly Tier[]; warm: boolean; fresh: boolean }): CodeRunner
  machine(): Component[]
}

const LONGEST_GAP_MS = 100
const MOST_GROWTH_BYTES = 32 * 1024 * 1024
/** Steps after which the memory of this process has the size it keeps. */
const WARM_UP_STEPS = 4
/** Every so many steps the runner keeps guests started ahead: they must be as clean as others. */
const WARM_EVERY = 4
const AT_ONCE = 4

/** Attacks that run beside each other, in one tier. */
interface Step {
  tier: Tier
  /** The tier whose verdicts are right for what its attacks meet first. */
  meets: Tier
  attacks: readonly Attack[]
}

/** Looks at the sandbox and attacks it, on this very machine. */
export function createLab(options: LabOptions): SandboxLab {
  async function look(
    fresh: boolean,
    languages: readonly Language[] = LANGUAGES,
    only: Tier | null = null,
  ): Promise<TierReport[]> {
    const tiers = only === null ? {} : { tiers: [only] }
    const runner = options.makeRunner({ ...tiers, warm: false, fresh })
    try {
      return await runner.tiers({ languages })
    } finally {
      await runner.close()
    }
  }

  return {
    async report({ own, others }) {
      const tiers = await look(true)
      const choose = (language: Language, atLeast: Tier) =>
        TIERS.slice(0, TIERS.indexOf(atLeast) + 1).find((tier) =>
          tiers.some((one) => one.language === language && one.tier === tier && one.available),
        ) ?? null
      return {
        machine: options.machine(),
        tiers,
        choices: LANGUAGES.map((language) => ({
          language,
          own: choose(language, own),
          others: choose(language, others),
        })),
        safe: tiers.some(({ available }) => available),
      }
    },

    async attack(wanted) {
      const attacks = choose(readCorpus(options.corpus), wanted)
      const languages = LANGUAGES.filter((one) => attacks.some(({ language }) => language === one))
      const { steps, missing } = plan(attacks, await look(false, languages, wanted.tier))
      const total = steps.reduce((sum, step) => sum + step.attacks.length, 0)
      const canaries = await Promise.all(Array.from({ length: AT_ONCE }, releaseCanary))
      const results: AttackResult[] = []
      let before = usedMemory()
      try {
        for (const [index, step] of steps.entries()) {
          if (wanted.signal?.aborted) throw new MasteryError('cancelled', 'Stopped.')
          wanted.progress(results.length, total, step.attacks[0]?.id ?? '')
          const warm = index % WARM_EVERY === 0
          const runner = options.makeRunner({ tiers: [step.tier], warm, fresh: false })
          results.push(...(await runStep(runner, step, canaries, wanted.signal)))
          if (index + 1 === Math.min(WARM_UP_STEPS, steps.length)) before = usedMemory()
        }
        wanted.progress(total, total, '')
        return judge(results, missing, usedMemory() - before)
      } finally {
        await Promise.all(canaries.map((canary) => canary.close()))
      }
    },
  }
}

/** Memory of this process in bytes, without what waits to be collected and what V8 keeps free for later. */
function usedMemory(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const { rss, heapTotal, heapUsed } = process.memoryUsage()
  return rss - heapTotal + heapUsed
}

function choose(corpus: Attack[], { language, only }: AttackOptions): Attack[] {
  const attacks = corpus.filter(
    (attack) =>
      (language === null || attack.language === language) &&
      (only === null || attack.id.includes(only)),
  )
  if (attacks.length === 0)
    throw new MasteryError('usage', `No attack has "${only}" in its name.`, {
      next: 'Leave out --only, or name a part of one: mastery sandbox attack --only fork-bomb',
    })
  return attacks
}

/** Which attacks run beside which, and which tiers cannot be attacked. */
function plan(attacks: readonly Attack[], tiers: readonly TierReport[]) {
  const steps: Step[] = []
  const missing: AttackReport['missing'] = []
  for (const { language, tier, available, detail, inWebAssembly, remedy } of tiers) {
    if (!available) {
      missing.push({ language, tier, why: detail, remedy })
      continue
    }
    const meets = inWebAssembly ? 'isolate' : tier
    // Those that run into their limit beside each other: so nobody waits for them twice.
    const own = attacks
      .filter((attack) => attack.language === language)
      .sort((a, b) => Number(isLong(a, meets)) - Number(isLong(b, meets)))
    for (let at = 0; at < own.length; at += AT_ONCE)
      steps.push({ tier, meets, attacks: own.slice(at, at + AT_ONCE) })
  }
  return { steps, missing }
}

const isLong = (attack: Attack, tier: Tier) => attack.expect[tier][0] === 'timedOut'

/** Runs attacks beside each other, then looks at what they left, and whether the next run is clean. */
async function runStep(
  runner: CodeRunner,
  { tier, meets, attacks }: Step,
  canaries: readonly Canary[],
  signal: AbortSignal | undefined,
): Promise<AttackResult[]> {
  const since = Date.now()
  const together = async () => {
    const loop = watchEventLoop()
    try {
      const results = await Promise.all(
        attacks.map((attack, at) =>
          runAttack(runner, attack, { tier, meets }, canaries[at] as Canary, signal),
        ),
      )
      return { results, gap: loop.stop() }
    } finally {
      loop.stop()
    }
  }
  let results: AttackResult[]
  const shared: string[] = []
  try {
    const first = await together()
    results = first.results
    let { gap } = first
    // Processor time is counted too high now and then; a program that can make us stand still does it again.
    if (gap > LONGEST_GAP_MS) gap = Math.min(gap, (await together()).gap)
    if (gap > LONGEST_GAP_MS) shared.push(`mastery itself stood still for ${Math.round(gap)} ms`)
    const unclean = await uncleanRun(runner, attacks[0]?.language as Language, tier)
    if (unclean !== null) shared.push(unclean)
  } finally {
    await runner.close()
  }
  shared.push(
    ...(await leftBehind(
      since,
      canaries.flatMap(({ pids }) => pids),
    )),
  )
  if (shared.length === 0) return results
  // Nobody can tell which of those beside each other it was.
  const names = attacks.map(({ id }) => id).join(' and ')
  const told = attacks.length > 1 ? shared.map((fault) => `${fault} (${names})`) : shared
  return results.map((result) => ({ ...result, faults: [...result.faults, ...told] }))
}

function judge(
  results: AttackResult[],
  missing: AttackReport['missing'],
  memoryGrowthBytes: number,
): AttackReport {
  const megabytes = Math.round(memoryGrowthBytes / 1024 / 1024)
  const faults =
    memoryGrowthBytes > MOST_GROWTH_BYTES ? [`mastery itself grew by ${megabytes} MB`] : []
  const passed =
    results.length > 0 && faults.length === 0 && results.every((one) => one.faults.length === 0)
  return {
    results,
    missing,
    wallSeconds: SHORT_WALL_MS / 1000,
    memoryGrowthBytes,
    faults,
    passed,
  }
}
