import { setFlagsFromString } from 'node:v8'
import type { Language, SourceFile } from '../../core/course/model.ts'
import type { Inspection, Linter } from '../../core/grading/quality.ts'
import type { Grammars } from './measure.ts'

/**
 * Looks at learners' code without running it: ruff for Python, oxlint for JavaScript and TypeScript, and the
 * syntax tree for complexity and length. Nothing is loaded before it is first asked.
 * @param root folder of mastery's own package
 */
export function createLinter(root: string): Linter {
  let grammars: Grammars | null = null
  return {
    async inspect(language: Language, files: readonly SourceFile[]): Promise<Inspection> {
      keepWebAssemblySmall()
      const { loadGrammars, measureFiles } = await import('./measure.ts')
      grammars ??= loadGrammars(root)
      const measured = await measureFiles(grammars, language, files)
      const { functions } = measured
      if (language === 'python') {
        const { runRuff } = await import('./ruff.ts')
        return { problems: await runRuff(files), functions }
      }
      const { runOxlint } = await import('./oxlint.ts')
      const problems = await runOxlint(root, files)
      // What stands at the top of a script is there for its tests to call.
      const isCalled = (file: string, message: string) =>
        [...message.matchAll(/'([^']+)'/g)].some(([, name]) =>
          measured.topNames.get(file)?.has(name ?? ''),
        )
      return {
        problems: problems.filter(
          ({ file, rule, message }) => rule !== 'no-unused-vars' || !isCalled(file, message),
        ),
        functions,
      }
    },
  }
}

/**
 * V8 would optimise the 10 MB of ruff in the background: that takes 180 MB and more time than checking a learner's files
 * ever does. Said before the first of it is loaded; the sandbox's own WebAssembly runs in other processes.
 */
function keepWebAssemblySmall(): void {
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
}
