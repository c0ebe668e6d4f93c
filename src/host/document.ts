import { createReadStream } from 'node:fs'
import { MasteryError } from '../core/errors.ts'

/** Bytes of a document that a person hands over. */
const MOST = 1024 * 1024

/**
 * Text of a file, or of standard input for `-`.
 * @throws MasteryError `usage` when there is none, `limit` when it is longer than 1 MB
 */
export async function readDocument(path: string): Promise<string> {
  const stream = path === '-' ? process.stdin : createReadStream(path)
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of stream) {
      chunks.push(Buffer.from(chunk))
      length += chunk.length
      if (length > MOST) break
    }
  } catch (cause) {
    throw new MasteryError('usage', `${path} could not be read: ${(cause as Error).message}`, {
      next: 'Name a file, or - for standard input.',
      cause,
    })
  }
  if (length > MOST) {
    const name = path === '-' ? 'Standard input' : path
    throw new MasteryError('limit', `${name} is longer than 1 MB.`, {
      next: 'Give less at a time.',
    })
  }
  return Buffer.concat(chunks).toString('utf8')
}
