import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createRunner } from '../../src/sandbox/runner.ts'
import { CACHE_FILE, program, READY_MS, root } from '../helpers/sandbox.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

describe('the snapshot of Python in WebAssembly', () => {
  const run = async (cacheFile: string) => {
    const runner = createRunner({ root, cacheFile, tiers: ['isolate'] })
    const result = await program(runner, 'python', 'import json\nprint(json.dumps([1]))')
    await runner.close()
    return result.stdout
  }

  test(
    'one that is broken is made anew',
    async () => {
      await run(CACHE_FILE)
      const kept = CACHE_FILE.replace('.json', '-snapshots')
      const folder = temporaryFolder()
      const cacheFile = join(folder, 'sandbox.json')
      writeFileSync(cacheFile, readFileSync(CACHE_FILE))
      mkdirSync(join(folder, 'sandbox-snapshots'))
      // Another copy of mastery may have one there as well.
      const broken = globSync('python-*', { cwd: kept }).map((name) => {
        const bytes = readFileSync(join(kept, name))
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 255
        const file = join(folder, 'sandbox-snapshots', name)
        writeFileSync(file, bytes)
        return { file, bytes }
      })
      expect(await run(cacheFile)).toBe('[1]\n')
      const anew = broken.filter(({ file, bytes }) => !readFileSync(file).equals(bytes))
      expect(anew).toHaveLength(1)
      expect(globSync(`${folder}/sandbox-snapshots/*`)).toHaveLength(broken.length)
    },
    READY_MS,
  )

  test(
    'where it cannot be kept, Python runs without',
    async () => {
      const folder = temporaryFolder()
      const cacheFile = join(folder, 'sandbox.json')
      writeFileSync(cacheFile, readFileSync(CACHE_FILE))
      // A file where the folder would be: root is stopped by no permission.
      writeFileSync(join(folder, 'sandbox-snapshots'), '')
      chmodSync(folder, 0o500)
      expect(await run(cacheFile)).toBe('[1]\n')
      expect(existsSync(join(folder, 'sandbox-snapshots', 'x'))).toBe(false)
    },
    READY_MS,
  )
})

test(
  'without python3 it runs in whatever box there is',
  async () => {
    const cacheFile = CACHE_FILE
    const runner = createRunner({ root, cacheFile, python: null, tiers: ['namespaces', 'kernel'] })
    const reports = (await runner.tiers({ languages: ['python'] })).filter(
      ({ language }) => language === 'python',
    )
    expect(reports.map(({ tier, available, detail }) => [tier, available, detail])).toMatchObject([
      ['namespaces', true, expect.stringContaining('WebAssembly')],
      ['kernel', true, expect.stringContaining('WebAssembly')],
    ])
    expect(await program(runner, 'python', 'print(1)')).toMatchObject({
      tier: 'namespaces',
      stdout: '1\n',
    })
    await runner.close()
  },
  READY_MS,
)
