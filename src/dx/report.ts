// What a publish, and whatever else makes a release, says when it is done.
import { KubeError } from '../base/errors.ts'
import type { Published } from '../rpc/api.ts'
import type { Context } from './command.ts'

/** The URL or the object on stdout; what is short of it on stderr. */
export function report({ terminal }: Pick<Context, 'terminal'>, published: Published): void {
  if (terminal.json) terminal.value(published)
  else terminal.data(published.url)
  if (published.short === undefined) return
  const { wanted, got } = published.short
  terminal.error(
    new KubeError('KUBE_REPLICAS', `published, but on ${got} of the ${wanted} machines that were asked for`, {
      reason: published.servedBy.length > 0 ? `it is on ${published.servedBy.join(', ')}` : '',
      next: ['dx machines']
    })
  )
}
