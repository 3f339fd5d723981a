// What dx reads for a schema: the file, and those beside it that it imports.
import path from 'node:path'
import { describe, expect, it } from 'vitest'
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
    expect(() => readSchema(path.join(folder, 'in/none.proto'))).toThrow('is not there')
  })
})
