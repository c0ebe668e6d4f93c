import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { release, version } from 'node:os'
import { join } from 'node:path'
import type { Component } from '../../core/grading/sandbox-report.ts'
import { findBubblewrap } from '../bubblewrap.ts'
import { findPython } from '../interpreter.ts'
import { findPerl } from '../landlock.ts'

/**
 * Everything that a sandbox on this machine is made of, with the version that each part says itself.
 * @param root folder of mastery's own package
 */
export function machine(root: string): Component[] {
  const isLinux = process.platform === 'linux'
  const kernel = isLinux ? `Linux ${release()}` : `${process.platform} ${release()} ${version()}`
  const perl = isLinux ? findPerl() : null
  const boxes = [
    { name: 'Landlock', version: landlock(perl) },
    { name: 'bubblewrap', version: said(findBubblewrap(), ['--version']) },
    { name: 'perl', version: said(perl, ['-v']) },
  ]
  return [
    { name: 'kernel', version: kernel },
    ...(isLinux ? boxes : []),
    { name: 'python3', version: said(findPython()?.file ?? null, ['-I', '-S', '-V']) },
    { name: 'node', version: `${process.version} (${process.platform} ${process.arch})` },
    { name: 'V8', version: process.versions.v8 },
    { name: 'isolated-vm', version: installed(root, 'isolated-vm') },
    { name: 'Pyodide', version: installed(root, 'pyodide') },
    { name: 'SQLite', version: process.versions.sqlite ?? null },
  ]
}

/** The numbers in what a program says of its version. */
function said(file: string | null, args: readonly string[]): string | null {
  if (file === null) return null
  try {
    const out = execFileSync(file, args, { encoding: 'utf8', timeout: 10_000 })
    return `${/\d+(\.\d+)+/.exec(out)?.[0] ?? out.trim()} (${file})`
  } catch {
    return null
  }
}

/** Its version is a number that only a system call tells, the same call on every architecture. */
function landlock(perl: string | null): string | null {
  if (perl === null) return null
  try {
    const out = execFileSync(perl, ['-e', 'print syscall(444, 0, 0, 1)'], {
      encoding: 'utf8',
      timeout: 10_000,
    })
    return Number(out) > 0 ? `ABI ${out.trim()}` : null
  } catch {
    return null
  }
}

/** Version of a package, wherever above `root` it is installed. */
function installed(root: string, name: string): string | null {
  for (let folder = root; ; folder = join(folder, '..')) {
    const file = join(folder, 'node_modules', name, 'package.json')
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).version
    if (join(folder, '..') === folder) return null
  }
}
