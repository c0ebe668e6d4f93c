/**
 * Compiles TypeScript in a process that may die of it: takes files as JSON on standard input, gives what became of each
 * on standard output. The compiler's stack is native, and a file of brackets alone is enough to overflow it.
 */
import { readFileSync } from 'node:fs'
import { compileFile } from '../compile-typescript.ts'

const files: { path: string; text: string }[] = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(files.map(compileFile)))
