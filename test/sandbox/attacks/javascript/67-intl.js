// attack: formatters, whose data lies outside the heap
// promise: memory
// from: measured: 393 MB under a limit of 50
// bound: 20,000 formatters
// expect: outOfMemory or timedOut or failed
const kept = []
const locales = ['de', 'ar', 'zh', 'th', 'hi', 'ja', 'ko', 'ru', 'he', 'fa']
for (let count = 0; count < 20_000; count++)
  kept.push(new Intl.DateTimeFormat(locales[count % 10], { dateStyle: 'full', timeStyle: 'full' }))
console.log('REACHED', kept.length, 'formatters')
