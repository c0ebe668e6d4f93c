/** Whether two outputs are the same as `match: lines` has it: blanks at line ends and empty lines at the end do not count. */
export function sameOutput(given: string, wanted: string): boolean {
  return lines(given) === lines(wanted)
}

function lines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\S\n]+$/gm, '')
    .replace(/\n+$/, '')
    .normalize('NFC')
}
