import type { LearnerEvent } from '../events/event.ts'
import type { Projection } from '../events/projection.ts'
import type { SettingValue, StoredSetting } from './settings.ts'

/** Last writer wins, by the order of events. */
export const settingProjection: Projection<StoredSetting> = {
  name: 'setting',
  keyOf: (event: LearnerEvent) => (event.type === 'settings.changed' ? event.payload.key : null),
  step: (state, event) => {
    if (event.type !== 'settings.changed') return state
    const { key, value } = event.payload
    // A null stays as state: dropping the row would let an older event that arrives late win.
    return { key, value: value as SettingValue }
  },
  scopeOf: () => ({ types: ['settings.changed'] }),
}
