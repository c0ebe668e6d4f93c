import type { Exercise, SourceFile, TestCase } from '../../course/model.ts'

/** What the tests of an exercise ask a program for. */
export interface Asked {
  functions: string[]
  classes: string[]
  /** Whether it is run as a program that reads and prints. */
  program: boolean
  /** Whether names must be exported, and how; null: a script, or a language without exports. */
  exports: 'module' | 'commonjs' | null
}

export function askedOf(exercise: Exercise): Asked {
  const tests = [...exercise.visible, ...(exercise.hidden ?? [])]
  const functions = new Set<string>()
  const classes = new Set<string>()
  for (const { action } of tests) {
    if (action.type === 'call') functions.add(action.name)
    if (action.type === 'steps')
      for (const step of action.steps) {
        if (step.do === 'new') classes.add(step.name)
        if (step.do === 'call' && !step.name.includes('.')) functions.add(step.name)
      }
  }
  // Tests of a framework import what they need: any name that the solution has at its top.
  if (exercise.framework !== undefined)
    for (const { name, isClass } of exercise.solution.flatMap(topNames))
      (isClass ? classes : functions).add(name)
  const text = exercise.solution.map((file) => file.text).join('\n')
  return {
    functions: [...functions].filter(isName),
    classes: [...classes].filter(isName),
    program: tests.some(isProgram),
    exports:
      exercise.runner === 'python'
        ? null
        : /^\s*export\b/m.test(text)
          ? 'module'
          : /\bmodule\.exports\b/.test(text)
            ? 'commonjs'
            : null,
  }
}

function isProgram({ action }: TestCase): boolean {
  return action.type === 'program'
}

function isName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text)
}

const TOP_NAME =
  /^(?:export\s+)?(?:default\s+)?(?:async\s+)?(def|class|function\*?|const|let|var)\s+([A-Za-z_$][\w$]*)/gm

function topNames({ text }: SourceFile): { name: string; isClass: boolean }[] {
  return [...text.matchAll(TOP_NAME)].map(([, kind, name]) => ({
    name: name ?? '',
    isClass: kind === 'class',
  }))
}
