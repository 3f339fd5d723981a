// Where the gateway listens: what was asked for, else the usual ports where this user may have them.
import { type DaemonOptions, defaultHost, type ListenOn, usualPorts } from '../src/base/daemon-options.ts'
import { KubeError } from '../src/base/errors.ts'
import type { Logger } from '../src/base/types.ts'
import type { Gateway, Listening } from '../src/web/gateway.ts'

/** The port asked for; without one, 443 where this user may, else 8443. */
export async function listenHttps(gateway: Gateway, { https, listenAll }: DaemonOptions): Promise<Listening> {
  if (https) return gateway.listenHttps(https)
  return firstFree(usualPorts.https, defaultHost(listenAll), on => gateway.listenHttps(on))
}

export async function listenHttp(
  gateway: Gateway,
  options: DaemonOptions,
  logger: Logger
): Promise<Listening | undefined> {
  if (options.http) return gateway.listenHttp(options.http)
  try {
    return await firstFree(usualPorts.http, defaultHost(options.listenAll), on => gateway.listenHttp(on))
  } catch (error) {
    // Plain HTTP only redirects: a machine whose port 80 is taken still serves.
    if (!(error instanceof KubeError) || error.code !== 'KUBE_PORT_IN_USE') throw error
    logger.log('warn', 'no plain HTTP, which would redirect to HTTPS', { reason: error.message })
    return undefined
  }
}

async function firstFree(
  ports: readonly number[],
  host: string,
  listen: (on: ListenOn) => Promise<Listening>
): Promise<Listening> {
  const [port, ...others] = ports
  try {
    return await listen({ host, port: port ?? 0 })
  } catch (error) {
    const elsewhere =
      error instanceof KubeError && (error.code === 'KUBE_PORT_DENIED' || error.code === 'KUBE_PORT_IN_USE')
    if (!elsewhere || others.length === 0) throw error
    return firstFree(others, host, listen)
  }
}

export function origin(scheme: string, { port }: Listening): string {
  const usual = scheme === 'https' ? 443 : 80
  return `${scheme}://kube.localhost${port === usual ? '' : `:${port}`}`
}
