// attack: async calls without end
// promise: host
// from: vm2 CVE-2023-29199: errors of the host that come through a promise
// bound: the stack
// expect: refused
import { attempt, foreign } from './attempt.js'

async function down() {
  return (await down()) + 1
}
const error = await down().catch((one) => one)
await attempt('its error', () => foreign(error))
