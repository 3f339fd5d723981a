// What whoever sets rules should know: those whose file of keys is in no release let nobody write but admins.
import { pathKey } from '../graph/component.ts'
import { parseName } from '../graph/name.ts'
import { formatName } from '../graph/name-format.ts'
import type { WriteRule } from '../graph/properties.ts'
import { refOf } from '../graph/ref.ts'
import { ruleSetOf } from '../ledger/write-rules.ts'
import type { Kube } from '../node/kube.ts'

interface RuleWarningOptions {
  readonly kube: Pick<Kube, 'replica'>
  readonly bases: readonly string[]
  readonly coming?: ComingFiles
}

/** Files that are published together with the rules, and where. */
interface ComingFiles {
  readonly path: readonly string[]
  readonly files: readonly { readonly path: string }[]
  /** Whether they are all that the release will have. */
  readonly isAll: boolean
}

/** One line for each such rule of a node. They are taken all the same, as keys may be published later. */
export function ruleWarnings(
  { kube, bases, coming }: RuleWarningOptions,
  node: readonly string[],
  rules: readonly WriteRule[]
): string[] {
  const { ledger } = kube.replica
  return rules.flatMap(rule => {
    const [read] = ruleSetOf([rule])
    if (rule.from === undefined || read?.from === undefined) return []
    const { path } = read.from
    const { path: source } = parseName(rule.from)
    const says = (found: string): string[] => {
      const [own, theirs] = [node, source].map(each => formatName(each, { bases }))
      return [`the rule ${rule.name} of ${own} lets nobody write but admins: ${found} (dx publish --to ${theirs})`]
    }
    const from = formatName(source, { bases, resource: path.split('/') })
    if (coming && pathKey(coming.path) === read.from.node) {
      if (coming.files.some(file => file.path === path)) return []
      if (coming.isAll) return says(`${from} is not in this release`)
    }
    const files = ledger.shownFiles([], { rules: [{ ref: refOf(node, '!meta'), rules: [read] }] })
    if (files.length === 0) return says(`there is no release with ${from} yet`)
    return files.some(file => ledger.knowledgeOf(file)?.keys === 0) ? says(`there is no key in ${from}`) : []
  })
}
