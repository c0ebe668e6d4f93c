import type { ViewFacts } from './program.ts'

/** The offset that a scrolling key leads to; null when the action does not scroll. */
export function scrollTo(action: string, view: ViewFacts): number | null {
  const to = offset(action, view)
  return to === null ? null : Math.min(view.maxScroll, Math.max(0, to))
}

function offset(action: string, { scroll, page, maxScroll }: ViewFacts): number | null {
  // One row of the old page stays, so that the eye finds its place.
  const leap = Math.max(1, page - 1)
  switch (action) {
    case 'up':
      return scroll - 1
    case 'down':
      return scroll + 1
    case 'page-up':
      return scroll - leap
    case 'page-down':
      return scroll + leap
    case 'top':
      return 0
    case 'bottom':
      return maxScroll
    default:
      return null
  }
}

/** The marked row of a list of `count` rows after a moving key; null when the action does not move. */
export function moveMark(action: string, mark: number, count: number, page: number): number | null {
  const last = Math.max(0, count - 1)
  const clamp = (to: number) => Math.min(last, Math.max(0, to))
  switch (action) {
    case 'up':
      return clamp(mark - 1)
    case 'down':
      return clamp(mark + 1)
    case 'page-up':
      return clamp(mark - Math.max(1, page - 1))
    case 'page-down':
      return clamp(mark + Math.max(1, page - 1))
    case 'top':
      return 0
    case 'bottom':
      return last
    default:
      return null
  }
}
