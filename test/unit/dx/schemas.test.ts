// What dx reads for a schema: the file, and those beside it that it imports.
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { KubeError } from '../../../src/base/errors.ts'
import { schemaSourceBytesMax } from '../../../src/base/limits.ts'
import { importsOf, readSchema } from '../../../src/dx/schemas.ts'
import { writeTree } from '../../support/folder-tree.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

describe('dx schema publish', () => {
  it('finds imports, not what only looks like one', () => {
    const source = `syntax = "proto3"; package p; import "dx://a"; import public 'b/c.proto';
// import "comment.proto";
/* import "block.proto"; */ import weak "d.proto";
message M { string s = 1 [json_name = "import \\"text.proto\\";"]; int32 import = 2; }`
    expect(importsOf(source)).toEqual(['dx://a', 'b/c.proto', 'd.proto'])
  })

  it('reads them in turn, within the folder alone', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, {
      'in/main.proto': 'import "a.proto"; import "../out.proto"; import "none.proto"; import "/etc/hostname";',
      'in/a.proto': 'import "sub/b.proto"; import "a.proto";',
      'in/sub/b.proto': 'message B {}',
      'out.proto': 'message Out {}'
    })
    const { files } = readSchema(path.join(folder, 'in/main.proto'))
    expect(Object.keys(files).sort()).toEqual(['a.proto', 'sub/b.proto'])
    expect(() => readSchema(path.join(folder, 'in/none.proto'))).toThrow('is no file')
  })

  it('says what to do about a file that is missing, too large or no text', async () => {
    const folder = await temporaryFolder()
    await writeTree(folder, {
      'long.proto': 'x'.repeat(schemaSourceBytesMax + 1),
      'latin.proto': new Uint8Array([0x2f, 0x2f, 0xe4]),
      'in/a.proto': ''
    })
    const refused = (name: string) => {
      try {
        readSchema(path.join(folder, name))
      } catch (error) {
        if (error instanceof KubeError) return [error.code, ...error.next]
      }
      return 'taken'
    }
    const help = 'dx help schema publish'
    expect(refused('long.proto')).toEqual(['KUBE_LIMIT', help])
    expect(refused('latin.proto')).toEqual(['KUBE_SCHEMA_INVALID', help])
    expect(refused('none.proto')).toEqual(['KUBE_FILE_MISSING', `ls -l ${folder}/none.proto`])
    expect(refused('in')).toEqual(['KUBE_FILE_MISSING', `ls -l ${folder}/in`])
    expect(refused('in/a.proto/b')).toEqual(['KUBE_FILE_MISSING', `ls -l ${folder}/in/a.proto/b`])
  })
})
