import type { Language } from '../../src/core/course/model.ts'

/**
 * Solutions of one task as a class would write them: each puts together its own choice of how to do each step, of order
 * and of names. Seeded, so that a figure measured on them can be measured again.
 */
export interface Draw {
  /** A number in [0, 1). */
  next(): number
  pick<T>(from: readonly T[]): T
  shuffle<T>(all: readonly T[]): T[]
}

/** mulberry32: small, and the same everywhere. */
export function draw(seed: number): Draw {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T
  const shuffle = <T>(all: readonly T[]): T[] =>
    all
      .map((one) => [next(), one] as const)
      .toSorted((a, b) => a[0] - b[0])
      .map(([, one]) => one)
  return { next, pick, shuffle }
}

const WRITERS: Record<Language, (draw: Draw) => string> = {
  python: pythonSolution,
  javascript: (d) => scriptSolution(d, false),
  typescript: (d) => scriptSolution(d, true),
  sql: sqlSolution,
}

/** One honest solution of the class's task in this language. */
export function solution(language: Language, d: Draw): string {
  return WRITERS[language](d)
}

/** Reads `name;price;count` lines; total, dearest, those that run out, a report. */
function pythonSolution(d: Draw): string {
  const p = d.pick
  const [rows, row, name, price, count, total, best, out] = [
    p(['rows', 'items', 'stock', 'goods']),
    p(['row', 'item', 'entry', 'r']),
    p(['name', 'label', 'title']),
    p(['price', 'cost', 'p']),
    p(['count', 'quantity', 'n']),
    p(['total', 'sum_', 'value', 'acc']),
    p(['best', 'top', 'dearest', 'highest']),
    p(['out', 'result', 'found', 'low']),
  ]
  const record = p(['tuple', 'dict', 'list'] as const)
  const get = (of: string, key: 0 | 1 | 2) =>
    record === 'dict' ? `${of}["${['name', 'price', 'count'][key]}"]` : `${of}[${key}]`
  const make = (a: string, b: string, c: string) =>
    record === 'dict'
      ? `{"name": ${a}, "price": ${b}, "count": ${c}}`
      : record === 'tuple'
        ? `(${a}, ${b}, ${c})`
        : `[${a}, ${b}, ${c}]`
  const parse = p([
    `def parse(text):
    ${rows} = []
    for line in text.splitlines():
        ${p([`if not line.strip():\n            continue`, `if line == "":\n            continue`, `line = line.strip()\n        if not line:\n            continue`])}
        ${name}, ${price}, ${count} = line.split(";")
        ${rows}.append(${make(`${name}${p(['', '.strip()'])}`, `float(${price})`, `int(${count})`)})
    return ${rows}`,
    `def parse(text):
    ${rows} = []
    lines = text.split("\\n")
    for ${row} in lines:
        parts = ${row}.split(";")
        if len(parts) ${p(['!= 3', '< 3', '== 1'])}:
            continue
        ${p([`${name} = parts[0]\n        ${price} = float(parts[1])\n        ${count} = int(parts[2])\n        ${rows}.append(${make(name, price, count)})`, `${rows}.append(${make('parts[0]', 'float(parts[1])', 'int(parts[2])')})`, `${rows} += [${make('parts[0]', 'float(parts[1])', 'int(parts[2])')}]`])}
    return ${rows}`,
    `def parse_line(line):
    ${p([`${name}, ${price}, ${count} = line.split(";")`, `${name}, rest = line.split(";", 1)\n    ${price}, ${count} = rest.split(";")`])}
    return ${make(name, `float(${price})`, `int(${count})`)}


def parse(text):
    return ${p([`[parse_line(line) for line in text.splitlines() if line${p(['', '.strip()'])}]`, `list(map(parse_line, filter(None, text.splitlines())))`])}`,
    `def parse(text):
    ${rows} = []
    index = 0
    lines = text.strip().split("\\n")
    while index < len(lines):
        fields = lines[index].split(";")
        ${p([`if len(fields) == 3:\n            ${rows}.append(${make('fields[0]', 'float(fields[1])', 'int(fields[2])')})\n        index += 1`, `index = index + 1\n        try:\n            ${rows}.append(${make('fields[0]', 'float(fields[1])', 'int(fields[2])')})\n        except (IndexError, ValueError):\n            pass`])}
    return ${rows}`,
  ])
  const worth = p([
    `def worth(${rows}):
    ${total} = ${p(['0', '0.0'])}
    for ${row} in ${rows}:
        ${p([`${total} += ${get(row, 1)} * ${get(row, 2)}`, `${total} = ${total} + ${get(row, 2)} * ${get(row, 1)}`, `${price} = ${get(row, 1)}\n        ${count} = ${get(row, 2)}\n        ${total} += ${price} * ${count}`])}
    return ${p([total, `round(${total}, 2)`])}`,
    `def worth(${rows}):
    return ${p([`sum(${get(row, 1)} * ${get(row, 2)} for ${row} in ${rows})`, `sum([${get(row, 1)} * ${get(row, 2)} for ${row} in ${rows}])`, `round(sum(${get(row, 2)} * ${get(row, 1)} for ${row} in ${rows}), 2)`])}`,
    `def worth(${rows}):
    if ${p([`not ${rows}`, `len(${rows}) == 0`, `${rows} == []`])}:
        return 0
    first = ${rows}[0]
    return ${get('first', 1)} * ${get('first', 2)} + worth(${rows}[1:])`,
    `def worth(${rows}):
    ${total} = 0
    for index in range(len(${rows})):
        ${p([`${row} = ${rows}[index]\n        ${total} += ${get(row, 1)} * ${get(row, 2)}`, `${total} += ${get(`${rows}[index]`, 1)} * ${get(`${rows}[index]`, 2)}`])}
    return ${total}`,
  ])
  const dearest = p([
    `def dearest(${rows}):
    ${best} = None
    for ${row} in ${rows}:
        if ${best} is None or ${get(row, 1)} > ${get(best, 1)}:
            ${best} = ${row}
    return ${p([`None if ${best} is None else ${get(best, 0)}`, `${get(best, 0)} if ${best} else None`])}`,
    `def dearest(${rows}):
    if not ${rows}:
        return None
    ${p([`return ${get(`max(${rows}, key=lambda ${row}: ${get(row, 1)})`, 0)}`, `${best} = max(${rows}, key=lambda ${row}: ${get(row, 1)})\n    return ${get(best, 0)}`, `ordered = sorted(${rows}, key=lambda ${row}: ${get(row, 1)}, reverse=True)\n    return ${get('ordered[0]', 0)}`, `ordered = sorted(${rows}, key=lambda ${row}: ${get(row, 1)})\n    return ${get('ordered[-1]', 0)}`])}`,
    `def dearest(${rows}):
    ${p(['highest_price = -1', 'highest_price = 0', 'highest_price = float("-inf")'])}
    winner = None
    for ${row} in ${rows}:
        ${p([`if ${get(row, 1)} > highest_price:\n            highest_price = ${get(row, 1)}\n            winner = ${get(row, 0)}`, `${price} = ${get(row, 1)}\n        if highest_price < ${price}:\n            winner, highest_price = ${get(row, 0)}, ${price}`])}
    return winner`,
  ])
  const short = p([
    `def running_out(${rows}, limit=${p(['5', '3', '10'])}):
    ${out} = []
    for ${row} in ${rows}:
        ${p([`if ${get(row, 2)} < limit:\n            ${out}.append(${get(row, 0)})`, `if ${get(row, 2)} >= limit:\n            continue\n        ${out}.append(${get(row, 0)})`])}
    ${p([`${out}.sort()\n    return ${out}`, `return sorted(${out})`])}`,
    `def running_out(${rows}, limit=5):
    ${p([`return sorted(${get(row, 0)} for ${row} in ${rows} if ${get(row, 2)} < limit)`, `${out} = [${get(row, 0)} for ${row} in ${rows} if ${get(row, 2)} < limit]\n    ${out}.sort()\n    return ${out}`, `low = filter(lambda ${row}: ${get(row, 2)} < limit, ${rows})\n    return sorted(map(lambda ${row}: ${get(row, 0)}, low))`])}`,
    `def is_low(${row}, limit):
    return ${get(row, 2)} ${p(['< limit', '<= limit - 1'])}


def running_out(${rows}, limit=5):
    ${out} = ${p(['set()', 'list()'])}
    for ${row} in ${rows}:
        if is_low(${row}, limit):
            ${out}${`.append(${get(row, 0)})`}
    return sorted(${out})`,
  ])
  const report = p([
    `def report(text):
    ${rows} = parse(text)
    lines = ${p(['["Stock"]', '[]'])}
    for ${row} in ${rows}:
        lines.append(f"{${get(row, 0)}:<12} {${get(row, 1)}:>8.2f} x {${get(row, 2)}}")
    lines.append(${p([`"Total: " + str(worth(${rows}))`, `f"Total: {worth(${rows}):.2f}"`, `"Total: %.2f" % worth(${rows})`])})
    ${p([`return "\\n".join(lines)`, `text = "\\n".join(lines)\n    return text + "\\n"`])}`,
    `def report(text):
    ${rows} = parse(text)
    result = ""
    for ${row} in ${rows}:
        ${p([`result += ${get(row, 0)} + ": " + str(${get(row, 1)}) + "\\n"`, `result = result + f"{${get(row, 0)}} costs {${get(row, 1)}}\\n"`, `result += "{}: {}\\n".format(${get(row, 0)}, ${get(row, 1)})`])}
    ${p([`low = running_out(${rows})\n    if low:\n        result += "Order: " + ", ".join(low)`, `for name in running_out(${rows}):\n        result += "! " + name + "\\n"`])}
    return result`,
    `def report(text):
    ${rows} = parse(text)
    print(${p([`"Dearest:", dearest(${rows})`, `f"Dearest: {dearest(${rows})}"`])})
    print(${p([`"Worth:", worth(${rows})`, `f"Worth: {worth(${rows})}"`])})
    ${p([`for name in running_out(${rows}):\n        print("Order", name)`, `print("Order:", *running_out(${rows}))`, `low = running_out(${rows})\n    if len(low) > 0:\n        print("Order: " + " ".join(low))\n    else:\n        print("Nothing to order")`])}`,
  ])
  return `${d.shuffle([parse, worth, dearest, short, report]).join('\n\n\n')}\n`
}

/** The same task in JavaScript or TypeScript. */
function scriptSolution(d: Draw, typed: boolean): string {
  const p = d.pick
  const t = (type: string) => (typed ? `: ${type}` : '')
  const [rows, row, total, best, out] = [
    p(['rows', 'items', 'stock', 'goods']),
    p(['row', 'item', 'entry', 'r']),
    p(['total', 'sum', 'value', 'acc']),
    p(['best', 'top', 'dearestOne', 'highest']),
    p(['out', 'result', 'found', 'low']),
  ]
  const asArray = p([true, false])
  const get = (of: string, key: 0 | 1 | 2) =>
    asArray ? `${of}[${key}]` : `${of}.${['name', 'price', 'count'][key]}`
  const make = (a: string, b: string, c: string) =>
    asArray ? `[${a}, ${b}, ${c}]` : `{ name: ${a}, price: ${b}, count: ${c} }`
  const R = typed ? 'Item[]' : ''
  const fn = (name: string, params: string, result: string, body: string) =>
    p([
      `function ${name}(${params})${t(result)} {\n${body}\n}`,
      `const ${name} = (${params})${t(result)} => {\n${body}\n}`,
    ])
  const number = (of: string) => p([`Number(${of})`, `parseFloat(${of})`, `+${of}`])
  const parse = fn(
    'parse',
    `text${t('string')}`,
    R,
    p([
      `  const ${rows}${t(R)} = []
  for (const line of text.split("\\n")) {
    ${p([`if (line.trim() === "") continue`, `if (!line) continue`, `if (line.length === 0) {\n      continue\n    }`])}
    const [name, price, count] = line.split(";")
    ${rows}.push(${make('name', number('price'), number('count'))})
  }
  return ${rows}`,
      `  return text
    .split("\\n")
    .filter((line) => ${p(['line', 'line.trim() !== ""', 'line.length > 0'])})
    .map((line) => ${p([`line.split(";")`, `line.trim().split(";")`])})
    .map((${p(['parts', 'fields'])[0]}) => (${make('p[0]', number('p[1]'), number('p[2]'))}))`,
      `  const lines = text.split("\\n")
  const ${rows}${t(R)} = []
  for (let i = 0; i < lines.length; i++) {
    const parts = lines[i].split(";")
    ${p([`if (parts.length !== 3) continue\n    ${rows}.push(${make('parts[0]', number('parts[1]'), number('parts[2]'))})`, `if (parts.length === 3) {\n      ${rows}[${rows}.length] = ${make('parts[0]', number('parts[1]'), number('parts[2]'))}\n    }`])}
  }
  return ${rows}`,
      `  let ${rows}${t(R)} = []
  text.split(/\\r?\\n/).forEach((line) => {
    const at = line.indexOf(";")
    if (at < 0) return
    const rest = line.slice(at + 1).split(";")
    ${p([`${rows}.push(${make('line.slice(0, at)', number('rest[0]'), number('rest[1]'))})`, `${rows} = [...${rows}, ${make('line.slice(0, at)', number('rest[0]'), number('rest[1]'))}]`])}
  })
  return ${rows}`,
    ]),
  )
  const worth = fn(
    'worth',
    `${rows}${t(R)}`,
    'number',
    p([
      `  let ${total} = 0
  for (const ${row} of ${rows}) {
    ${p([`${total} += ${get(row, 1)} * ${get(row, 2)}`, `const value = ${get(row, 2)} * ${get(row, 1)}\n    ${total} = ${total} + value`])}
  }
  return ${p([total, `Math.round(${total} * 100) / 100`])}`,
      `  return ${p([`${rows}.reduce((${total}, ${row}) => ${total} + ${get(row, 1)} * ${get(row, 2)}, 0)`, `${rows}.map((${row}) => ${get(row, 1)} * ${get(row, 2)}).reduce((a, b) => a + b, 0)`])}`,
      `  let ${total} = 0
  ${rows}.forEach((${row}) => {
    ${total} += ${get(row, 1)} * ${get(row, 2)}
  })
  return ${p([total, `Number(${total}.toFixed(2))`])}`,
      `  let ${total} = 0
  let i = ${p(['0', `${rows}.length - 1`])}
  while (${p([`i < ${rows}.length`, 'i >= 0'])}) {
    ${total} += ${get(`${rows}[i]`, 1)} * ${get(`${rows}[i]`, 2)}
    i${p(['++', '--'])}
  }
  return ${total}`,
    ]),
  )
  const dearest = fn(
    'dearest',
    `${rows}${t(R)}`,
    'string | null',
    p([
      `  let ${best} = null
  for (const ${row} of ${rows}) {
    if (${best} === null || ${get(row, 1)} > ${get(best, 1)}) ${best} = ${row}
  }
  return ${best} === null ? null : ${get(best, 0)}`,
      `  if (${p([`${rows}.length === 0`, `!${rows}.length`])}) return null
  const ordered = ${p([`[...${rows}]`, `${rows}.slice()`])}.sort((a, b) => ${p([`${get('b', 1)} - ${get('a', 1)}`, `(${get('a', 1)} < ${get('b', 1)} ? 1 : -1)`])})
  return ${get('ordered[0]', 0)}`,
      `  const prices = ${rows}.map((${row}) => ${get(row, 1)})
  const most = Math.max(...prices)
  ${p([`const ${best} = ${rows}.find((${row}) => ${get(row, 1)} === most)\n  return ${best} ? ${get(best, 0)} : null`, `const at = prices.indexOf(most)\n  return at === -1 ? null : ${get(`${rows}[at]`, 0)}`])}`,
      `  let winner${t('string | null')} = null
  let most = ${p(['-1', '-Infinity', '0'])}
  ${p([`for (let i = 0; i < ${rows}.length; i++) {\n    if (${get(`${rows}[i]`, 1)} > most) {\n      most = ${get(`${rows}[i]`, 1)}\n      winner = ${get(`${rows}[i]`, 0)}\n    }\n  }`, `${rows}.forEach((${row}) => {\n    if (${get(row, 1)} <= most) return\n    winner = ${get(row, 0)}\n    most = ${get(row, 1)}\n  })`])}
  return winner`,
    ]),
  )
  const short = fn(
    'runningOut',
    `${rows}${t(R)}, limit${typed ? '' : ''} = ${p(['5', '3', '10'])}`,
    'string[]',
    p([
      `  return ${rows}.filter((${row}) => ${get(row, 2)} < limit).map((${row}) => ${get(row, 0)}).sort()`,
      `  const ${out}${t('string[]')} = []
  for (const ${row} of ${rows}) {
    ${p([`if (${get(row, 2)} < limit) ${out}.push(${get(row, 0)})`, `if (${get(row, 2)} >= limit) continue\n    ${out}.push(${get(row, 0)})`])}
  }
  ${p([`${out}.sort()\n  return ${out}`, `return ${out}.sort()`, `return [...${out}].sort()`])}`,
      `  const isLow = (${row}${t('Item')}) => ${p([`${get(row, 2)} < limit`, `limit > ${get(row, 2)}`])}
  const names = ${p([`${rows}.filter(isLow).map((${row}) => ${get(row, 0)})`, `${rows}.flatMap((${row}) => (isLow(${row}) ? [${get(row, 0)}] : []))`])}
  names.sort(${p(['', '(a, b) => a.localeCompare(b)'])})
  return names`,
    ]),
  )
  const report = fn(
    'report',
    `text${t('string')}`,
    'string',
    p([
      `  const ${rows} = parse(text)
  const lines = ${p(['["Stock"]', '[]'])}
  for (const ${row} of ${rows}) lines.push(${p([`\`\${${get(row, 0)}}: \${${get(row, 1)}}\``, `${get(row, 0)} + ": " + ${get(row, 1)}`, `${get(row, 0)}.padEnd(12) + String(${get(row, 1)})`])})
  lines.push(${p([`"Total: " + worth(${rows})`, `\`Total: \${worth(${rows}).toFixed(2)}\``])})
  return lines.join("\\n")`,
      `  const ${rows} = parse(text)
  let result = ${p([`""`, `"Dearest: " + dearest(${rows}) + "\\n"`])}
  ${p([`${rows}.forEach((${row}) => {\n    result += ${get(row, 0)} + " " + ${get(row, 1)} + "\\n"\n  })`, `for (const ${row} of ${rows}) {\n    result = result + \`\${${get(row, 0)}} costs \${${get(row, 1)}}\\n\`\n  }`])}
  ${p([`const low = runningOut(${rows})\n  if (low.length > 0) result += "Order: " + low.join(", ")`, `for (const name of runningOut(${rows})) result += "! " + name + "\\n"`])}
  return result`,
      `  const ${rows} = parse(text)
  const head = ${p([`"Worth: " + worth(${rows})`, `\`Worth: \${worth(${rows})}\``])}
  const body = ${rows}.map((${row}) => ${p([`\`- \${${get(row, 0)}}\``, `"- " + ${get(row, 0)}`])})
  return ${p([`[head, ...body].join("\\n")`, `head + "\\n" + body.join("\\n")`, `[head].concat(body, dearest(${rows}) ?? []).join("\\n")`])}`,
    ]),
  )
  const type = !typed
    ? []
    : asArray
      ? [`type Item = [string, number, number]`]
      : [
          p([
            `interface Item {\n  name: string\n  price: number\n  count: number\n}`,
            `type Item = { name: string; price: number; count: number }`,
          ]),
        ]
  return `${[...type, ...d.shuffle([parse, worth, dearest, short, report])].join('\n\n')}\n`
}

/** Questions about shops, orders and goods, one query each. */
function sqlSolution(d: Draw): string {
  const p = d.pick
  const [g, o, s] = [p(['g', 'i', 'gd']), p(['o', 'ord', 'x']), p(['s', 'shop_', 'sh'])]
  const sales = p(['sales', 'lines_', 'sold'])
  const worth = p([
    `SELECT ${s}.name, SUM(${g}.price * ${o}.amount) AS ${p(['total', 'worth', 'revenue'])}
FROM orders ${o}
JOIN goods ${g} ON ${g}.id = ${o}.good_id
JOIN shops ${s} ON ${s}.id = ${o}.shop_id
GROUP BY ${s}.name
ORDER BY ${p(['2 DESC', `SUM(${g}.price * ${o}.amount) DESC`, `${s}.name`])};`,
    `WITH ${sales} AS (
  SELECT ${o}.shop_id, ${o}.amount * ${g}.price AS money
  FROM orders AS ${o} ${p(['INNER JOIN', 'LEFT JOIN'])} goods AS ${g} ON ${o}.good_id = ${g}.id
)
SELECT shops.name, ${p(['SUM(money)', 'ROUND(SUM(money), 2)', 'COALESCE(SUM(money), 0)'])}
FROM shops ${p(['LEFT JOIN', 'JOIN'])} ${sales} ON ${sales}.shop_id = shops.id
GROUP BY shops.id, shops.name;`,
    `SELECT name,
  (SELECT ${p(['SUM(amount * price)', 'TOTAL(amount * price)', 'IFNULL(SUM(price * amount), 0)'])}
   FROM orders, goods
   WHERE orders.good_id = goods.id AND orders.shop_id = shops.id) AS total
FROM shops
${p(['ORDER BY total DESC', 'WHERE total > 0', 'ORDER BY name, total'])};`,
  ])
  const dearest = p([
    `SELECT name, price FROM goods WHERE price = (SELECT MAX(price) FROM goods)${p(['', ' ORDER BY name', ' LIMIT 1'])};`,
    `SELECT ${p(['name', 'name, price', '*'])} FROM goods ORDER BY price DESC${p([', name', ''])} LIMIT 1;`,
    `SELECT ${g}.name FROM goods ${g} WHERE NOT EXISTS (SELECT 1 FROM goods other WHERE other.price > ${g}.price);`,
    `SELECT name FROM (SELECT name, RANK() OVER (ORDER BY price DESC) AS place FROM goods) WHERE place = 1;`,
  ])
  const unsold = p([
    `SELECT name FROM goods WHERE id NOT IN (SELECT ${p(['good_id', 'DISTINCT good_id'])} FROM orders)${p(['', ' ORDER BY name'])};`,
    `SELECT ${g}.name FROM goods ${g} LEFT JOIN orders ${o} ON ${o}.good_id = ${g}.id WHERE ${o}.id IS NULL${p(['', ` ORDER BY ${g}.name`])};`,
    `SELECT name FROM goods WHERE NOT EXISTS (SELECT ${p(['1', '*'])} FROM orders WHERE orders.good_id = goods.id);`,
    `SELECT name FROM goods EXCEPT SELECT ${g}.name FROM orders ${o} JOIN goods ${g} ON ${g}.id = ${o}.good_id;`,
    `SELECT ${g}.name FROM goods ${g} LEFT JOIN orders ${o} ON ${g}.id = ${o}.good_id GROUP BY ${g}.id HAVING COUNT(${o}.id) = 0;`,
  ])
  const months = p([
    `SELECT strftime('%Y-%m', day) AS month, COUNT(*) AS ${p(['n', 'orders', 'how_many'])}
FROM orders
GROUP BY ${p(['month', '1', "strftime('%Y-%m', day)"])}
${p(['HAVING COUNT(*) > 3', 'HAVING COUNT(*) >= 4', ''])}
ORDER BY ${p(['month', '2 DESC', '1'])};`,
    `SELECT substr(day, 1, 7) AS ${p(['month', 'm'])}, SUM(amount)
FROM orders ${p([`WHERE amount > 0`, `WHERE day IS NOT NULL`, ''])}
GROUP BY substr(day, 1, 7);`,
    `WITH months AS (
  SELECT ${p(['substr(day, 1, 7)', "strftime('%Y-%m', day)"])} AS month, amount FROM orders
)
SELECT month, ${p(['COUNT(*)', 'AVG(amount)', 'SUM(amount), MAX(amount)'])} FROM months GROUP BY month ORDER BY month;`,
  ])
  const classes = p([
    `SELECT name,
  CASE WHEN price < 10 THEN 'cheap' WHEN price < 100 THEN 'fair' ELSE 'dear' END AS class
FROM goods${p(['', ' ORDER BY price', ' ORDER BY class, name'])};`,
    `SELECT 'cheap' AS class, ${p(['COUNT(*)', 'name'])} FROM goods WHERE price < 10
UNION ALL
SELECT 'dear', ${p(['COUNT(*)', 'name'])} FROM goods WHERE price >= 10;`,
    `SELECT name, ${p([`iif(price < 10, 'cheap', 'dear')`, `iif(price >= 100, 'dear', iif(price < 10, 'cheap', 'fair'))`])} FROM goods${p(['', ' WHERE price IS NOT NULL'])};`,
  ])
  return `${d.shuffle([worth, dearest, unsold, months, classes]).join('\n\n')}\n`
}
