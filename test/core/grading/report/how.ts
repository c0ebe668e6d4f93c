import type { RenderContext } from '../../../../src/core/grading/report/render-report.ts'

export const how: RenderContext = { random: () => '0123456789abcdef0123456789abcdef' }
