/** Child of the benchmark: folds all events of a home again, and prints time and peak memory. */
import { openContext } from './large-home.ts'
import { timed } from './measure.ts'

const ctx = openContext(process.argv[2] as string)
const ms = timed(() => ctx.log.projections.rebuild())
const { maxRSS } = process.resourceUsage()
process.stdout.write(JSON.stringify({ ms, megabytes: maxRSS / 1024, events: ctx.log.count() }))
await ctx.close()
