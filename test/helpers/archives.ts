import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a zip; whatever is given here is written as it is given, however wrong. */
export interface Zipped {
  name: string | Buffer
  data?: string | Buffer
  /** 8 is deflate, 0 is stored. */
  method?: number
  /** Unix mode with its type, such as 0o120777 for a link. */
  mode?: number
  flags?: number
  crc?: number
  /** Bytes unpacked, as the headers tell. */
  size?: number
  /** What only the header beside the data tells. */
  local?: { name?: string; method?: number; size?: number; crc?: number }
  /** Sizes behind the data, as of a zip that was written to a pipe. */
  descriptor?: boolean
  /** Sizes and offset in 64 bits. */
  zip64?: boolean
}

/** A zip file, honest by itself: nothing else writes what hostile ones hold. */
export function zipOf(
  entries: readonly Zipped[],
  { comment = '', count = entries.length, zip64 = false } = {},
): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { name, data = '', method = 8, mode = 0o100644, descriptor = false, local = {} } = entry
    const bytes = Buffer.from(data)
    const packed = method === 8 ? deflateRawSync(bytes) : bytes
    const nameBytes = Buffer.from(name)
    const crc = entry.crc ?? crc32(bytes)
    const size = entry.size ?? bytes.length
    const flags = (entry.flags ?? 0x800) | (descriptor ? 8 : 0)
    const localName = Buffer.from(local.name ?? nameBytes)
    const wide = entry.zip64 === true
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(flags, 6)
    header.writeUInt16LE(local.method ?? method, 8)
    header.writeUInt32LE(descriptor ? 0 : (local.crc ?? crc), 14)
    header.writeUInt32LE(descriptor ? 0 : wide ? 0xffffffff : packed.length, 18)
    header.writeUInt32LE(descriptor ? 0 : wide ? 0xffffffff : (local.size ?? size), 22)
    header.writeUInt16LE(localName.length, 26)
    const localExtra = wide ? zip64Field([size, packed.length]) : Buffer.alloc(0)
    header.writeUInt16LE(localExtra.length, 28)
    const after = Buffer.alloc(descriptor ? 16 : 0)
    if (descriptor) {
      after.writeUInt32LE(0x08074b50, 0)
      after.writeUInt32LE(crc, 4)
      after.writeUInt32LE(packed.length, 8)
      after.writeUInt32LE(size, 12)
    }
    const extra = wide ? zip64Field([size, packed.length, offset]) : Buffer.alloc(0)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE((3 << 8) | 20, 4)
    central.writeUInt16LE(20, 6)
    central.writeUInt16LE(flags, 8)
    central.writeUInt16LE(method, 10)
    central.writeUInt32LE(crc, 16)
    central.writeUInt32LE(wide ? 0xffffffff : packed.length, 20)
    central.writeUInt32LE(wide ? 0xffffffff : size, 24)
    central.writeUInt16LE(nameBytes.length, 28)
    central.writeUInt16LE(extra.length, 30)
    central.writeUInt32LE((mode << 16) >>> 0, 38)
    central.writeUInt32LE(wide ? 0xffffffff : offset, 42)
    directory.push(central, nameBytes, extra)
    bodies.push(header, localName, localExtra, packed, after)
    offset += 30 + localName.length + localExtra.length + packed.length + after.length
  }
  const middle = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(zip64 ? 0xffff : count, 8)
  end.writeUInt16LE(zip64 ? 0xffff : count, 10)
  end.writeUInt32LE(middle.length, 12)
  end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16)
  end.writeUInt16LE(comment.length, 20)
  const wideEnd = zip64 ? zip64End(count, middle.length, offset) : Buffer.alloc(0)
  return Buffer.concat([...bodies, middle, wideEnd, end, Buffer.from(comment)])
}

function zip64Field(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(8 * numbers.length, 2)
  for (const [index, number] of numbers.entries())
    field.writeBigUInt64LE(BigInt(number), 4 + 8 * index)
  return field
}

function zip64End(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(76)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(size), 40)
  end.writeBigUInt64LE(BigInt(offset), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(offset + size), 64)
  end.writeUInt32LE(1, 72)
  return end
}

/** An entry of a tar, written as it is given. */
export interface Tarred {
  name: string
  data?: string | Buffer
  /** `0` file, `1` link, `2` symbolic link, `3` device, `5` folder, `6` pipe, `x` and `g` extended headers. */
  type?: string
  linkname?: string
  /** Bytes, as the header tells. */
  size?: number
}

export function tarOf(entries: readonly Tarred[], { end = true } = {}): Buffer {
  const blocks: Buffer[] = []
  for (const { name, data = '', type = '0', linkname = '', size } of entries) {
    const bytes = Buffer.from(data)
    const header = Buffer.alloc(512)
    header.write(name, 0, 100, 'utf8')
    header.write('0000644\0', 100)
    header.write('0000000\0', 108)
    header.write('0000000\0', 116)
    header.write(`${(size ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124)
    header.write('00000000000\0', 136)
    header.write('        ', 148)
    header.write(type, 156)
    header.write(linkname, 157)
    header.write('ustar\x0000', 257)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    blocks.push(header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512))
  }
  return Buffer.concat(end ? [...blocks, Buffer.alloc(1024)] : blocks)
}

/** The body of an extended header of a tar. */
export function paxOf(fields: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(fields).map(([key, value]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`)
    let length = rest + 1
    while (String(length).length + rest !== length) length += 1
    return `${length} ${key}=${value}\n`
  })
  return Buffer.from(lines.join(''))
}
