// Answers of a few bytes that are made for one request: what they are depends on more of it than is kept by.
import { sha1Hex } from '../../base/bytes.ts'
import { KubeError } from '../../base/errors.ts'
import type { Site } from '../../rpc/content/content.ts'
import { Answer } from '../answers.ts'
import type { Asked, MadeAnswer } from '../asked.ts'
import { fileFields, revalidate } from '../file-policy.ts'

export function bytesAnswer(type: string, bytes: Uint8Array): MadeAnswer {
  const etag = `"${sha1Hex(bytes)}-${sha1Hex(Buffer.from(type)).slice(0, 8)}"`
  const fields = ['Content-Type', type, 'ETag', etag, 'Cache-Control', revalidate, 'Vary', 'Accept', ...fileFields]
  const validators = { etag, modifiedMs: undefined }
  return {
    answer: new Answer({ status: 200, fields, body: { kind: 'bytes', bytes }, validators, shared: true }),
    keep: false
  }
}

export function nothingAt(asked: Asked, site: Site): KubeError {
  const reason = site.rest.length > 0 ? `${site.node} has no ${site.rest.join('/')}.` : ''
  return new KubeError('KUBE_NOT_FOUND', `nothing is published at ${asked.host}${asked.path}`, { reason })
}
