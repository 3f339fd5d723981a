// Finding peers on the local network by multicast DNS (libp2p mdns spec, RFC 6762). It only tells addresses, to
// whoever asked for them, and keeps nothing: answers on a local network are not authenticated.
import { mdns } from '@libp2p/mdns'
import { dialAddressesMax, discoveryIntervalMs } from '../base/limits.ts'
import { loopbackLast } from '../base/multiaddrs.ts'
import type { Logger, PeerId } from '../base/types.ts'
import { messageOf } from './failures.ts'
import { fromLibp2p } from './identity.ts'

/** Called for each answer, so again and again for the same peer while it is there. */
export type OnDiscovered = (peer: PeerId, addresses: string[]) => void

type MdnsComponents = Parameters<ReturnType<typeof mdns>>[0]

/** Not libp2p's `peerDiscovery`: that would store every address that anybody on the network claims. */
export interface Discovery {
  start(): Promise<void>
  stop(): Promise<void>
}

/** `_kube-<tag>._udp.local`; a label of DNS has at most 63 characters. */
export function serviceTag(tag: string): string {
  const label = tag.toLowerCase().replaceAll(/[^a-z0-9-]/g, '')
  return `_kube-${label.slice(0, 50)}._udp.local`
}

export function discovery(tag: string, onDiscovered: OnDiscovered, logger: Logger) {
  return (components: MdnsComponents): Discovery => {
    const service = mdns({ serviceTag: serviceTag(tag), interval: discoveryIntervalMs })(components)
    service.addEventListener('peer', event => {
      const { id, multiaddrs } = event.detail
      try {
        const peer = fromLibp2p(id)
        const addresses = multiaddrs.slice(0, dialAddressesMax).map(address => `${address}/p2p/${id}`)
        onDiscovered(peer, loopbackLast(addresses))
      } catch (error) {
        logger.log('debug', 'an answer by multicast DNS was ignored', { reason: messageOf(error) })
      }
    })
    const startable = service as Partial<Discovery>
    return {
      start: async () => startable.start?.(),
      stop: async () => startable.stop?.()
    }
  }
}
