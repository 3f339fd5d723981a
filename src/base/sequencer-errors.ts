// What is said of strict realms when nobody can order them.
import { KubeError } from './errors.ts'

const next = ['dx machines', 'kubed doctor']

/** Nothing was written. */
export const nobody = (reason: string): KubeError =>
  new KubeError('KUBE_SEQUENCER', 'nobody can order the changes of strict realms now', { reason, next })

/** What was written may count or not: another may have taken over without it. */
export const unknownOutcome = (reason: string): KubeError =>
  new KubeError('KUBE_SEQUENCER', 'it was written, but it is not known whether it counts', {
    reason,
    next: ['dx conflicts', ...next]
  })
