// Finds and reads the dx.yml of a folder.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Project, projectFile } from './project.ts'

/**
 * The project in a folder; one without dx.yml is the folder itself.
 * @throws KUBE_PROJECT_INVALID naming file, line, key and the nearest known key
 */
export async function readProject(dir: string): Promise<Project> {
  let text: string
  try {
    text = readFileSync(join(dir, projectFile), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { dir, described: false, allow: [] }
    throw error
  }
  // A YAML parser takes longer to load than most commands run.
  const { parseProject } = await import('./project-file.ts')
  return parseProject(text, dir)
}
