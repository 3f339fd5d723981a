// Where a project is published: what the command line says, else the branch's entry in `pub:`, else `realm:`.
import { KubeError } from '../base/errors.ts'
import type { Branch } from './git-branch.ts'
import { type Project, projectFile } from './project.ts'

/** @throws KUBE_TARGET_MISSING naming what would say it */
export function targetsOf(project: Project, asked: string | undefined, branch: () => Branch): readonly string[] {
  if (asked !== undefined) return [asked]
  if (project.pub !== undefined && project.pub.size > 0) {
    const at = branch()
    const listed = at.kind === 'branch' ? project.pub.get(at.name) : undefined
    if (listed !== undefined) return listed
    if (project.realm !== undefined) return [project.realm]
    throw missing(project.pub, at)
  }
  if (project.realm !== undefined) return [project.realm]
  const where = project.described
    ? `${projectFile} has neither pub: nor project.publish.realm:`
    : `there is no ${projectFile}`
  throw new KubeError('KUBE_TARGET_MISSING', 'nothing says where to publish', {
    reason: `${where}, and --to was not given`,
    next: ['dx publish --to dx://NAME']
  })
}

function missing(pub: ReadonlyMap<string, readonly string[]>, branch: Branch): KubeError {
  const has = `pub: in ${projectFile} has ${[...pub.keys()].join(', ')}`
  const next = ['dx publish --to dx://NAME']
  if (branch.kind === 'branch') {
    return new KubeError('KUBE_TARGET_MISSING', `the branch ${branch.name} has no target`, { reason: has, next })
  }
  const why = branch.kind === 'detached' ? 'no branch is checked out here' : 'this is no git repository'
  return new KubeError('KUBE_TARGET_MISSING', `${why}, so pub: names no target`, { reason: has, next })
}
