import { hashOf } from './canonical.ts'
import type { CompiledCourse } from './model.ts'

/** SHA-256 (hex) over a compiled course, all but the digest itself. */
export function digestOf(course: Omit<CompiledCourse, 'digest'>): string {
  const { items, ...rest } = course
  return hashOf([rest, items.map((item) => hashOf(item, 64))], 64)
}
