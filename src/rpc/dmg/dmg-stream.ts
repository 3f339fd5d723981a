// The DMG service on libp2p, for members: one call a stream.
import { KubeError, toKubeError } from '../../base/errors.ts'
import type { OnLimit } from '../../base/limit-hits.ts'
import type { Logger, PeerId } from '../../base/types.ts'
import type { Channel, Network } from '../../ports/network.ts'
import { dxos } from '../../proto/generated.js'
import type { Dmg } from './dmg.ts'
import { callDmg } from './dmg-call.ts'
import { protobufFormat } from './dmg-protobuf.ts'

export const dmgProtocol = '/dxos/dmg/1.0.0'
const { Call, Reply } = dxos.dmg.service

export interface DmgStreamOptions {
  readonly dmg: Dmg
  readonly network: Pick<Network, 'handle'>
  readonly isMember: (peer: PeerId) => boolean
  readonly logger: Logger
  readonly hit: OnLimit
}

export function serveDmg({ network, isMember, ...options }: DmgStreamOptions): void {
  network.handle(dmgProtocol, channel => answer(channel, options), isMember)
}

async function answer(
  channel: Channel,
  { dmg, logger, hit }: Pick<DmgStreamOptions, 'dmg' | 'logger' | 'hit'>
): Promise<void> {
  const messages = channel[Symbol.asyncIterator]()
  const first = await messages.next()
  if (first.done) return
  const ended = new AbortController()
  // The other side ends a watch by closing; it has nothing more to say until then.
  void drain(messages, logger).finally(() => ended.abort())
  try {
    const { method, request } = readCall(first.value)
    const caller = { reader: 'member', writes: channel.peer } as const
    const said = await callDmg(dmg, { method, request, format: protobufFormat, caller, signal: ended.signal })
    if (said.kind === 'one') await channel.send(Reply.encode({ response: said.bytes }).finish())
    else for await (const bytes of said.messages) await channel.send(Reply.encode({ response: bytes }).finish())
    await channel.close()
  } catch (thrown) {
    const { code, message, reason, next, limit } = toKubeError(thrown)
    if (limit) hit(limit)
    logger.log('debug', 'a DMG call failed', { peer: channel.peer, code, message })
    if (ended.signal.aborted) return
    await channel.send(Reply.encode({ failure: { code, message, reason, next: [...next] } }).finish())
    await channel.close()
  }
}

/** A peer that goes away ends its call, however it goes. */
async function drain(messages: AsyncIterator<Uint8Array>, logger: Logger): Promise<void> {
  try {
    for (let next = await messages.next(); !next.done; next = await messages.next());
  } catch (error) {
    logger.log('debug', 'a DMG call ended', { reason: toKubeError(error).message })
  }
}

function readCall(bytes: Uint8Array): { method: string; request: Uint8Array } {
  try {
    const { method, request } = Call.decode(bytes)
    return { method: method ?? '', request: request ?? new Uint8Array(0) }
  } catch (error) {
    throw new KubeError('KUBE_USAGE', 'not a call of the DMG service', { reason: String(error), cause: error })
  }
}

/** The messages that answer a call on a channel that was opened for it. @throws what the other side says */
export async function* askDmg(channel: Channel, method: string, request: Uint8Array): AsyncGenerator<Uint8Array> {
  try {
    await channel.send(Call.encode({ method, request }).finish())
    for await (const bytes of channel) {
      const { response, failure } = Reply.decode(bytes)
      if (failure) throw failureOf(failure)
      yield response ?? new Uint8Array(0)
    }
  } finally {
    channel.abort(new KubeError('KUBE_INTERRUPTED', 'the call is over'))
  }
}

function failureOf(failure: dxos.dmg.service.Failure.$Properties): KubeError {
  const { message } = failure
  return KubeError.fromJSON(failure) ?? new KubeError('KUBE_INTERNAL', message || 'the DMG service failed')
}
