// Which target has the URLs of `endpoints:`. They are of one node, however many a project is published to: that of
// `realm:`, without one the first that `pub:` names, without either the target itself.
import type { Branch } from './git-branch.ts'
import { branchUrl, canonicalName } from './names.ts'
import type { Project } from './project.ts'

/**
 * The project as it is published to one target: with its endpoints where they are that target's, and with the URL that
 * a branch has by a host of its own.
 * @param branch undefined where the target does not come from `pub:`
 */
export function claiming(project: Project, target: string, branch: Branch | undefined): Project {
  const own = claimant(project) ?? target
  const declared = canonicalName(own) === canonicalName(target) ? listed(project.properties?.endpoints) : []
  const fromBranch = branch?.kind === 'branch' && project.pub?.get(branch.name)?.includes(target) === true
  const url = fromBranch ? branchUrl(target, branch.name) : undefined
  const endpoints = url === undefined ? declared : [...declared, { url }]
  const { endpoints: _, ...properties } = project.properties ?? {}
  if (endpoints.length > 0) return { ...project, properties: { ...properties, endpoints } }
  return project.properties?.endpoints === undefined ? project : { ...project, properties }
}

function claimant({ realm, pub }: Project): string | undefined {
  return realm ?? pub?.values().next().value?.[0]
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}
