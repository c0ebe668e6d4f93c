/** In which order hooks and tests run, and which are left out. */
import { type Group, type Hook, isTest, type Test } from './collect.ts'

/** One thing to run: a test with the hooks around it, or a hook of a describe. */
export type Step =
  | { kind: 'test'; test: Test; skip: boolean }
  | { kind: 'beforeAll' | 'afterAll'; hook: Hook; group: Group }

/** Steps in order. Where something is marked `only`, nothing else runs. */
export function planOf(root: Group): Step[] {
  const anyOnly = hasOnly(root)
  const steps: Step[] = []
  const visit = (group: Group, skipped: boolean, chosen: boolean): void => {
    const runs = !skipped && runsAny(group, chosen || !anyOnly)
    if (runs) for (const hook of group.beforeAll) steps.push({ kind: 'beforeAll', hook, group })
    for (const child of group.children) {
      const out = skipped || child.mode === 'skip' || child.mode === 'todo'
      const isChosen = chosen || child.mode === 'only'
      if (isTest(child))
        steps.push({ kind: 'test', test: child, skip: out || (anyOnly && !isChosen) })
      // An `only` inside a chosen describe leaves out its siblings.
      else visit(child, out, isChosen && !child.children.some(hasOnlyBelow))
    }
    if (runs) for (const hook of group.afterAll) steps.push({ kind: 'afterAll', hook, group })
  }
  visit(root, false, false)
  return steps
}

function hasOnlyBelow(child: Group | Test): boolean {
  return child.mode === 'only' || (!isTest(child) && hasOnly(child))
}

function hasOnly(group: Group): boolean {
  return group.children.some(hasOnlyBelow)
}

function runsAny(group: Group, chosen: boolean): boolean {
  return group.children.some((child) => {
    if (child.mode === 'skip' || child.mode === 'todo') return false
    const isChosen = chosen || child.mode === 'only'
    return isTest(child) ? isChosen : runsAny(child, isChosen)
  })
}

/** Hooks before a test, outermost first; after it, innermost first. */
export function hooksAround({ group }: Test): { before: Hook[]; after: Hook[] } {
  const before: Hook[] = []
  const after: Hook[] = []
  for (let at: Group | null = group; at !== null; at = at.parent) {
    before.unshift(...at.beforeEach)
    after.push(...at.afterEach)
  }
  return { before, after }
}
