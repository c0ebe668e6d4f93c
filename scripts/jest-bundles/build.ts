import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { PATCHES } from './patches.ts'
import { STUBS } from './stubs.ts'

const TRUST = 'src/sandbox/guest/jest/trust.ts'

/**
 * The two programs of the framework, each for a realm of its own: what stands in the learner's, and the runtime. They
 * are functions as text, so that nothing of them becomes a global name.
 * @param out folder for realm.js and runtime.js
 */
export async function buildJest(root: string, out: string): Promise<void> {
  await Promise.all([
    bundle(root, join(out, 'realm.js'), 'realm.ts', 'makeRealm'),
    bundle(root, join(out, 'runtime.js'), 'runtime.ts', 'makeRuntime'),
  ])
}

async function bundle(root: string, outfile: string, entry: string, value: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [`src/sandbox/guest/jest/${entry}`],
    outfile,
    bundle: true,
    format: 'iife',
    globalName: 'made',
    platform: 'neutral',
    mainFields: ['main'],
    conditions: ['require'],
    target: 'node24',
    // What functions are called is seen in messages.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    define: {
      'process.env.NODE_ENV': '"production"',
      ...(entry === 'runtime.ts' ? { globalThis: 'realm' } : { global: 'globalThis' }),
    },
    banner: { js: BEFORE[entry] ?? '' },
    footer: { js: `;return made.${value}})` },
    plugins: [jestWithoutNode(root)],
    logLevel: 'warning',
  })
}

/** `expect` keeps its matchers on the global object: here on one that nobody else has. */
const BEFORE: Record<string, string> = {
  'realm.ts': '(()=>{"use strict";',
  'runtime.ts': '((formatTitle)=>{"use strict";const realm={__proto__:null,Symbol,formatTitle};',
}

function jestWithoutNode(root: string): Plugin {
  return {
    name: 'jest-without-node',
    setup(plugin) {
      plugin.onResolve({ filter: /^[^./]/ }, ({ path }) =>
        path in STUBS ? { path, namespace: 'stub' } : null,
      )
      plugin.onLoad({ filter: /.*/, namespace: 'stub' }, ({ path }) => ({
        contents: STUBS[path] ?? '',
        resolveDir: root,
      }))
      for (const { file, changes } of PATCHES)
        plugin.onLoad(
          { filter: new RegExp(`node_modules/${file.replaceAll('.', '\\.')}$`) },
          ({ path }) => {
            let contents = readFileSync(path, 'utf8')
            for (const [before, after, times] of changes) {
              const found = contents.split(before).length - 1
              if (found !== times)
                throw new Error(`${file} has ${found} times, not ${times}: ${before.slice(0, 80)}`)
              contents = contents.replaceAll(before, () => after)
            }
            const trust = JSON.stringify(join(root, TRUST))
            return { contents: `const __trust = require(${trust});\n${contents}`, loader: 'js' }
          },
        )
    },
  }
}
