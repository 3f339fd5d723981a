// Record properties of a dx.yml on their way to the daemon.
import { KubeError } from '../base/errors.ts'
import type { Json } from '../graph/json.ts'
import { validateProperties } from '../graph/properties.ts'
import { formatYaml } from '../graph/yaml.ts'
import { projectFile } from './project.ts'

/** As YAML, refs quoted. @throws KUBE_PROJECT_INVALID naming the key, and the nearest known one */
export function checkedProperties(properties: Readonly<Record<string, unknown>>): string {
  const text = formatYaml(properties as Json)
  try {
    validateProperties(text)
  } catch (error) {
    if (!(error instanceof KubeError) || error.code !== 'KUBE_RECORD_INVALID') throw error
    throw new KubeError('KUBE_PROJECT_INVALID', `${projectFile}: ${error.message}`, {
      reason: error.reason,
      next: ['dx help publish'],
      cause: error
    })
  }
  return text
}
