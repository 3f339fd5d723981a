// The text of dx.yml as a project: strict, every fault with file, line, key and the nearest known key.
import { nearest } from '../base/nearest.ts'
import { type YamlEntry, YamlShape, type YamlValue } from '../base/yaml-reader.ts'
import { propertyNames } from '../graph/properties.ts'
import { type Project, projectFile } from './project.ts'

/** Fills in as its parts are read. */
type Draft = { -readonly [Key in keyof Project]: Project[Key] }

/** @throws KUBE_PROJECT_INVALID */
export function parseProject(text: string, dir: string): Project {
  const shape = new YamlShape(projectFile, 'KUBE_PROJECT_INVALID', ['dx help publish'])
  const draft: Draft = { dir, described: true, allow: [] }
  const properties: Record<string, unknown> = {}
  const root = shape.map(shape.read(text), projectFile)
  eachKey(shape, root.entries, projectFile, {
    project: value => readProjectKey(shape, value, draft, properties),
    pub: value => {
      draft.pub = readPub(shape, value)
    },
    ...Object.fromEntries(
      propertyNames.map(key => [key, (value: YamlValue) => addProperty(shape, properties, key, value)] as const)
    )
  })
  if (Object.keys(properties).length > 0) draft.properties = properties
  return draft
}

type Readers = Readonly<Record<string, (value: YamlValue, entry: YamlEntry) => void>>

/** Gives each value to the reader of its key. @throws KUBE_PROJECT_INVALID for a key that has none, or stands twice */
function eachKey(shape: YamlShape, entries: readonly YamlEntry[], where: string, readers: Readers): void {
  const seen = new Set<string>()
  for (const entry of entries) {
    const reader = Object.hasOwn(readers, entry.key) ? readers[entry.key] : undefined
    if (reader === undefined) {
      const near = nearest(entry.key, Object.keys(readers))
      const known = near === undefined ? `known are ${Object.keys(readers).join(', ')}` : `the nearest is ${near}`
      throw shape.fail(`unknown key ${entry.key} in ${where}`, entry.line, known)
    }
    if (seen.has(entry.key)) throw shape.fail(`${entry.key}: stands twice in ${where}`, entry.line)
    seen.add(entry.key)
    reader(entry.value, entry)
  }
}

function addProperty(shape: YamlShape, into: Record<string, unknown>, key: string, value: YamlValue): void {
  const plain = shape.plain(value)
  const before = into[key]
  if (key === 'endpoints' && Array.isArray(before) && Array.isArray(plain)) into[key] = [...before, ...plain]
  else into[key] = plain
}

function readProjectKey(shape: YamlShape, value: YamlValue, draft: Draft, properties: Record<string, unknown>): void {
  eachKey(shape, shape.map(value, 'project:').entries, 'project:', {
    build: build => {
      if (build.kind === 'scalar' && typeof build.value === 'string') {
        draft.command = shape.text(build, 'project.build')
        return
      }
      eachKey(shape, shape.map(build, 'project.build:').entries, 'project.build:', {
        // Where the source is; for people. The build runs in the folder that is published.
        repo: repo => void shape.text(repo, 'project.build.repo'),
        command: command => {
          draft.command = shape.text(command, 'project.build.command')
        }
      })
    },
    publish: publish => readPublish(shape, publish, draft),
    endpoints: endpoints => addProperty(shape, properties, 'endpoints', checkedEndpoints(shape, endpoints))
  })
}

function readPublish(shape: YamlShape, value: YamlValue, draft: Draft): void {
  eachKey(shape, shape.map(value, 'project.publish:').entries, 'project.publish:', {
    realm: realm => {
      draft.realm = shape.text(realm, 'project.publish.realm')
    },
    files: (files, entry) => {
      draft.files = shape.texts(files, 'project.publish.files')
      if (draft.files.length === 0) throw shape.fail('project.publish.files: lists nothing', entry.line)
    },
    allow: allow => {
      draft.allow = shape.texts(allow, 'project.publish.allow')
    }
  })
}

function checkedEndpoints(shape: YamlShape, value: YamlValue): YamlValue {
  if (value.kind !== 'list') throw shape.fail('project.endpoints: must be a list', value.line)
  for (const item of value.items) {
    const { entries, line } = shape.map(item, 'an endpoint')
    eachKey(shape, entries, 'an endpoint', {
      url: url => void shape.text(url, 'url'),
      resource: resource => void shape.text(resource, 'resource')
    })
    if (!entries.some(entry => entry.key === 'url')) throw shape.fail('an endpoint without url:', line)
  }
  return value
}

/** `pub:`; `target:` takes a name or a list, and may stand twice, as the seed has it. */
function readPub(shape: YamlShape, value: YamlValue): Map<string, readonly string[]> {
  const branches = new Map<string, readonly string[]>()
  for (const branch of shape.map(value, 'pub:').entries) {
    if (branches.has(branch.key)) throw shape.fail(`the branch ${branch.key} stands twice in pub:`, branch.line)
    const where = `pub.${branch.key}:`
    const targets: string[] = []
    for (const entry of shape.map(branch.value, where).entries) {
      if (entry.key !== 'target') {
        const near = nearest(entry.key, ['target']) === undefined ? 'known is target' : 'the nearest is target'
        throw shape.fail(`unknown key ${entry.key} in ${where}`, entry.line, near)
      }
      targets.push(...shape.texts(entry.value, `${where.slice(0, -1)}.target`))
    }
    if (targets.length === 0) throw shape.fail(`${where} has no target:`, branch.line)
    branches.set(branch.key, targets)
  }
  return branches
}
