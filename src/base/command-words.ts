// Words of the commands that errors name, as a shell takes them.

/** A word as a shell takes it. */
export function shellWord(word: string): string {
  return /^[\w./@%+,:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** ` --home DIR` where the home is not the one that the environment names anyway. */
export function homeFlag(home: string, env: { readonly [name: string]: string | undefined }): string {
  const usual = env.KUBE_HOME || `${env.HOME ?? ''}/.kube`
  return home === usual ? '' : ` --home ${shellWord(home)}`
}
