// Text of others where a person reads it: control characters are shown, never carried out.

const code = (character: string): string => `\\x${character.codePointAt(0)!.toString(16).padStart(2, '0')}`

/** Lines as they are, tabs too; what would steer a terminal as `\x1b`. */
export function shownLines(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}/gu, code)
}

/** One line of a log. */
export function shownLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, code)
}
