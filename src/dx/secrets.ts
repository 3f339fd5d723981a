// Secrets by their content: private keys and access tokens of forms that their issuers document. Only forms that
// cannot be mistaken: a site with a false alarm would not be published at all.

/** Raised whenever a form is added: what an older scan found clean is scanned again. */
export const scanVersion = 1
/** The longest stretch that a form needs to be seen in one piece. */
export const scanOverlapBytes = 1024

const tokens: readonly (readonly [string, RegExp])[] = [
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36}/],
  ['a GitHub token', /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a PyPI token', /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50}/],
  ['a Slack token', /\bxox[abposr]-(?:[0-9]{8,}-)+[A-Za-z0-9-]{16}/],
  // AWS's own documentation uses keys that end in EXAMPLE.
  ['an AWS access key', /\b(?:AKIA|ASIA)(?![A-Z2-7]{9}EXAMPLE)[A-Z2-7]{16}\b/],
  ['a Stripe secret key', /\b[sr]k_live_[A-Za-z0-9]{20}/],
  ['a Google client secret', /\bGOCSPX-[A-Za-z0-9_-]{28}/],
  ['a SendGrid key', /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/],
  ['a DigitalOcean token', /\bdo[opr]_v1_[a-f0-9]{64}/],
  ['a Shopify token', /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/],
  ['a Vault token', /\bhvs\.[A-Za-z0-9_-]{90}/],
  ['an Anthropic key', /\bsk-ant-[a-z]+[0-9]{2}-[A-Za-z0-9_-]{80}/],
  ['an OpenAI key', /\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{20,80}T3BlbkFJ[A-Za-z0-9_-]{20}/]
]

// The header alone stands in many a library; a key has a line of base64 behind it, also
// with `\n` written out or put together in source.
const privateKeys = [
  /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[rnt]|["'`+,])+(?:[A-Za-z-]{1,20}: ?[^\n\\]{1,80}(?:\s|\\[rnt])+){0,4}[A-Za-z0-9+/=]{32}/,
  /\bPuTTY-User-Key-File-[23]: [a-z0-9-]+\s/,
  /\bAGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/
]

// One pass finds whether anything is worth a closer look; on clean bytes it is all that runs.
const hint =
  /PRIVATE KEY|PuTTY-User-Key|AGE-SECRET-KEY-1|gh[pousr]_[A-Za-z0-9]{36}|github_pat_|glpat-|npm_[A-Za-z0-9]{36}|pypi-AgEI|xox[abposr]-[0-9]|(?:AKIA|ASIA)[A-Z2-7]{16}|[sr]k_live_|GOCSPX-|SG\.[A-Za-z0-9_-]{22}\.|do[opr]_v1_|shp(?:at|ca|pa|ss)_|hvs\.[A-Za-z0-9_-]{24}|sk-ant-|T3BlbkFJ/

/** What secret the bytes hold, for people; undefined when none of the known forms. */
export function findSecret(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!hint.test(text)) return undefined
  if (privateKeys.some(form => form.test(text))) return 'it holds a private key'
  const found = tokens.find(([, form]) => form.test(text))
  return found === undefined ? undefined : `it holds a secret: ${found[0]}`
}
