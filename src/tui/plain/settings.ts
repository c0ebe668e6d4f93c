import type { SettingEntry } from '../../core/config/settings.ts'
import type { Style } from './style.ts'

/** Key, value and source, with the description below. */
export function renderSettings(value: { settings: SettingEntry[] }, { chalk }: Style): string {
  return value.settings
    .map(
      (s) =>
        `${chalk.bold(s.key)} = ${s.value ?? '(unset)'}  ${chalk.dim(`[${s.source}]`)}\n    ${s.description}`,
    )
    .join('\n')
}
