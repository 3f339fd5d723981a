// What the text of a multiaddr says by itself.

/** Which nobody reaches but from that machine itself. */
export const isLoopback = (multiaddr: string): boolean => /^\/ip4\/127\.|^\/ip6\/::1\//.test(multiaddr)

/** The addresses that other machines can use first. */
export function loopbackLast(multiaddrs: readonly string[]): string[] {
  return [...multiaddrs.filter(each => !isLoopback(each)), ...multiaddrs.filter(isLoopback)]
}
