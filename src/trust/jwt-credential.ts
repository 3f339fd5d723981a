// Verifiable Credentials as JWTs (W3C VC Data Model 2.0, VC-JOSE-COSE): `EdDSA`, issuer and subject as `did:key`.
// A credential is accepted only if it is, byte for byte, what this file writes for its claims: there are no claims
// that one reader honours and another overlooks, and one credential has one text.
import { CompactSign, compactVerify } from 'jose'
import { fromUtf8, utf8 } from '../base/bytes.ts'
import { KubeError } from '../base/errors.ts'
import { keyOfDid } from '../base/identity.ts'
import type { LimitName } from '../base/limit-hits.ts'
import { isSubject } from '../base/ssh-key.ts'
import { publicKeyObject, type SigningKey } from './keys.ts'

/** One credential is about 1 KB. */
export const credentialCharactersMax = 4096

/** What every credential has; times in whole seconds since 1970-01-01 UTC. */
export interface Claims {
  /** UUID. */
  readonly id: string
  readonly type: string
  readonly issuer: string
  readonly subject: string
  readonly validFrom: number
  readonly validUntil: number | undefined
  /** Of what gives a role: who takes it. */
  readonly audience?: string
  /** What is said about the subject. */
  readonly about: Readonly<Record<string, string>>
}

const contexts = ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/undefined-terms/v2']
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** 9999-12-31, the last day that ISO 8601 writes with four digits. */
const secondsMax = 253_402_300_799

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

/** Subject of a token: nobody in particular, whoever bears it. */
export const bearerOf = (id: string): string => `urn:uuid:${id}`

/** The one text of these claims. */
export function payloadOf(claims: Claims): string {
  const urn = `urn:uuid:${claims.id}`
  const until = claims.validUntil
  return JSON.stringify({
    '@context': contexts,
    id: urn,
    type: ['VerifiableCredential', claims.type],
    issuer: claims.issuer,
    validFrom: iso(claims.validFrom),
    ...(until === undefined ? {} : { validUntil: iso(until) }),
    credentialSubject: { id: claims.subject, ...claims.about },
    iss: claims.issuer,
    sub: claims.subject,
    jti: urn,
    ...(claims.audience === undefined ? {} : { aud: claims.audience }),
    nbf: claims.validFrom,
    ...(until === undefined ? {} : { exp: until })
  })
}

function headerOf(issuer: string): { alg: 'EdDSA'; typ: string; kid: string } {
  return { alg: 'EdDSA', typ: 'vc+jwt', kid: `${issuer}#${issuer.slice('did:key:'.length)}` }
}

export function invalidCredential(reason: string, cause?: unknown, limit?: LimitName): KubeError {
  return new KubeError('KUBE_CREDENTIAL_INVALID', 'not a credential of KUBE', {
    reason,
    limit,
    ...(cause === undefined ? {} : { cause })
  })
}

export async function signClaims(key: SigningKey, claims: Claims): Promise<string> {
  if (claims.issuer !== key.did) throw invalidCredential('the issuer is not the key that signs')
  return await new CompactSign(utf8.encode(payloadOf(claims)))
    .setProtectedHeader(headerOf(key.did))
    .sign(key.privateKey)
}

/** What is to be signed for these claims: `attachSignature` makes the credential of it. */
export function signingInput(claims: Claims): string {
  const parts = [JSON.stringify(headerOf(claims.issuer)), payloadOf(claims)]
  return parts.map(part => Buffer.from(part).toString('base64url')).join('.')
}

/** The credential with a signature that was made elsewhere. @throws KUBE_CREDENTIAL_INVALID when it is wrong */
export async function attachSignature(input: string, signature: Uint8Array): Promise<string> {
  const jwt = `${input}.${Buffer.from(signature).toString('base64url')}`
  await verifyClaims(jwt)
  return jwt
}

const start = '{"alg":"EdDSA","typ":"vc+jwt","kid":"did:key:z6Mk'

/** What every text of ours begins with: all else that comes as a token is none of KUBE's. */
export const credentialStart = Buffer.from(start.slice(0, start.length - (start.length % 3))).toString('base64url')

/** Claims of a credential whose signature holds; whether it is in force is another question. */
export async function verifyClaims(jwt: string): Promise<Claims> {
  if (jwt.length > credentialCharactersMax)
    throw invalidCredential(`it is longer than ${credentialCharactersMax}`, undefined, 'credentialCharactersMax')
  const [header, payload, ...rest] = jwt.split('.').map(canonicalBytes)
  if (header === undefined || payload === undefined || rest.length !== 1) throw invalidCredential('not a JWT')
  const text = textWithin(payload)
  const claims = parseClaims(text)
  const raw = keyOf(claims.issuer, 'issuer')
  assertSubject(claims)
  if (payloadOf(claims) !== text || JSON.stringify(headerOf(claims.issuer)) !== textWithin(header)) {
    throw invalidCredential('it has claims that this version does not know, or in another order')
  }
  try {
    await compactVerify(jwt, publicKeyObject(raw), { algorithms: ['EdDSA'] })
  } catch (error) {
    throw invalidCredential('the signature is wrong', error)
  }
  return claims
}

// base64url has spellings that decode to the same bytes; only one of them is ours.
function canonicalBytes(part: string): Uint8Array {
  const bytes = Buffer.from(part, 'base64url')
  if (bytes.toString('base64url') !== part) throw invalidCredential('its base64url is damaged')
  return bytes
}

function textWithin(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch (error) {
    throw invalidCredential('it is not UTF-8', error)
  }
}

/** @throws KUBE_CREDENTIAL_INVALID for what is not the `did:key` of an Ed25519 key */
export function assertKey(did: string, role: string): void {
  keyOf(did, role)
}

function keyOf(did: string, role: string): Uint8Array {
  try {
    return keyOfDid(did)
  } catch (error) {
    throw invalidCredential(`its ${role} is not a did:key of an Ed25519 key`, error)
  }
}

function assertSubject({ subject, id }: Claims): void {
  if (subject === bearerOf(id) || isSubject(subject)) return
  throw invalidCredential('its subject is no did:key of an Ed25519 key, no fingerprint of an SSH key, and not itself')
}

/** The claims of a payload as it stands, its signature not checked: what is kept of a token. */
export function parsePayload(text: string): Claims {
  const claims = parseClaims(text)
  if (payloadOf(claims) !== text) throw invalidCredential('it has claims that this version does not know')
  return claims
}

type Json = Readonly<Record<string, unknown>>

function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidCredential('not an object')
  return value as Json
}

function parseClaims(text: string): Claims {
  let json: Json
  try {
    json = objectOf(JSON.parse(text))
  } catch (error) {
    throw error instanceof KubeError ? error : invalidCredential('its claims are not JSON', error)
  }
  const { id: subject, ...about } = objectOf(json.credentialSubject)
  return {
    id: idOf(json.jti),
    type: textOf(Array.isArray(json.type) ? json.type[1] : undefined, 'type'),
    issuer: textOf(json.iss, 'iss'),
    subject: textOf(subject, 'credentialSubject.id'),
    validFrom: secondsOf(json.nbf, 'nbf'),
    validUntil: json.exp === undefined ? undefined : secondsOf(json.exp, 'exp'),
    ...(json.aud === undefined ? {} : { audience: textOf(json.aud, 'aud') }),
    about: Object.fromEntries(Object.entries(about).map(([name, value]) => [name, textOf(value, name)]))
  }
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw invalidCredential(`${name} is not text`)
  return value
}

function idOf(value: unknown): string {
  const id = textOf(value, 'jti').slice('urn:uuid:'.length)
  if (!idPattern.test(id)) throw invalidCredential('jti is not a UUID')
  return id
}

function secondsOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > secondsMax) {
    throw invalidCredential(`${name} is not a time in seconds`)
  }
  return value
}
