// What is said of strict realms when nobody can order them.
import { type ErrorCode, KubeError } from './errors.ts'

const next = ['dx machines', 'kubed doctor']

/** This machine cannot write, whatever is asked of it: another can. No request can make it say so. */
export const faultsOfMachine: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['KUBE_CLOCK', 'KUBE_DISK', 'KUBE_DISK_FULL'])

/** Nothing was written. */
export const nobody = (reason: string): KubeError =>
  new KubeError('KUBE_SEQUENCER', 'nobody can order the changes of strict realms now', { reason, next })

/** What was asked for may be written, and count, or not: another may have taken over without it. */
export const unknownOutcome = (reason: string): KubeError =>
  new KubeError('KUBE_SEQUENCER', 'it may have been written, and it is not known whether it counts', {
    reason,
    next: ['dx log NAME   # is it there, and not lost?', 'dx conflicts', ...next]
  })
