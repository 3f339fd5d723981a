// Names to records in memory, over a graph of some size. The peer is what nobody can do without: reading the URL.
import fs from 'node:fs'
import path from 'node:path'
import { pathKey } from '../../src/graph/component.ts'
import { parseRealm } from '../../src/graph/realm.ts'
import { recordFromJson } from '../../src/graph/record.ts'
import { findSite } from '../../src/graph/resolve.ts'
import type { GraphView, MetaEntry } from '../../src/graph/view.ts'
import type { Benchmark, Place } from './benchmark.ts'
import { perSecond } from './rate.ts'
import { root } from './scope.ts'

const sitesCount = 10_000

function graph(): GraphView {
  const folder = path.join(root, 'realms/genesis')
  const files = new Map(fs.readdirSync(folder).map(name => [name, fs.readFileSync(path.join(folder, name))]))
  const entries = new Map<string, MetaEntry>()
  const id = (at: number): string => at.toString(16).padStart(40, '0')
  for (const { path: at, record } of parseRealm(files).nodes) entries.set(pathKey(at), { id: id(entries.size), record })
  for (let at = 0; at < sitesCount; at++) {
    const record = recordFromJson({ type: 'webapp', title: `Site ${at}` })
    entries.set(pathKey(['local', 'kube', `site${at}`]), { id: id(entries.size), record })
  }
  return { meta: (_, key) => entries.get(key) }
}

async function run({ report }: Place): Promise<void> {
  const view = graph()
  const hosts = Array.from({ length: sitesCount }, (_, at) => `site${at}.kube.local`)
  report.mark()
  const runs = perSecond(at => {
    const found = findSite(view, hosts[at % sitesCount]!, '/css/main.css')
    if (found?.rest.length !== 2) throw new Error('resolved to the wrong place')
  })
  const parsed = perSecond(at => new URL(`https://${hosts[at % sitesCount]}/css/main.css`))
  const peer = { name: 'new URL() of the same address', runs: parsed }
  report.figure({ name: 'resolve-in-memory', unit: '1/s', runs, peer, more: { records: sitesCount } })
}

export const resolve: Benchmark = {
  name: 'resolve',
  about: 'names to records, in memory',
  secondsMax: 20,
  run
}
