import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { draw, solution } from '../../test/helpers/similar-class.ts'

/** A class that handed in so many programs of about 65 lines, a folder each. */
export function writeSimilarClass(folder: string, size: number): void {
  const d = draw(1)
  for (let index = 0; index < size; index++) {
    const own = join(folder, `learner-${index}`)
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'main.py'), `${solution('python', d)}\n\n${solution('python', d)}`)
  }
}
