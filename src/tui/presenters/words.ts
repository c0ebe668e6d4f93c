/** `1 d`, `12 d`, `2.5 mo`, `1.2 y`: days, short enough to stand beside a key. */
export function shortDays(days: number): string {
  if (days < 31) return `${days} d`
  if (days < 365) return `${trim(days / 30.4375)} mo`
  return `${trim(days / 365.25)} y`
}

const trim = (value: number) => value.toFixed(1).replace(/\.0$/, '')
