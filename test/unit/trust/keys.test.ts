import fs from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSshKey, sshBlobOfEd25519 } from '../../../src/base/ssh-key.ts'
import { assertTight, writeDurable } from '../../../src/trust/key-files.ts'
import { createKubeKeys, createSubnetKeys, loadKeys } from '../../../src/trust/keys.ts'
import { foundSubnet, loadSubnet } from '../../../src/trust/subnet-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const mode = async (file: string) => ((await fs.stat(file)).mode & 0o777).toString(8)
const code = (name: string) => expect.objectContaining({ code: name })
const now = Date.UTC(2026, 0, 1)

describe('the folder of keys', () => {
  test('a founder has three, a joiner one, private and read back the same', async () => {
    const home = await temporaryFolder()
    const founder = await createSubnetKeys(path.join(home, 'a/keys'))
    expect((await fs.readdir(founder.dir)).sort()).toEqual(['kube.pem', 'root-ca.pem', 'root.pem'])
    expect(await mode(founder.dir)).toBe('700')
    for (const name of await fs.readdir(founder.dir)) expect(await mode(path.join(founder.dir, name))).toBe('600')
    const again = await loadKeys(founder.dir)
    expect([again?.kube.did, again?.root?.did]).toEqual([founder.kube.did, founder.root.did])
    expect(again?.rootCa?.equals(founder.rootCa)).toBe(true)

    const joiner = await createKubeKeys(path.join(home, 'b/keys'))
    expect(await loadKeys(joiner.dir)).toMatchObject({ kube: { peerId: joiner.kube.peerId } })
    expect((await loadKeys(joiner.dir))?.root).toBeUndefined()
    expect(await loadKeys(path.join(home, 'c/keys'))).toBeUndefined()
  })

  test('modes do not depend on the umask', async () => {
    const home = await temporaryFolder()
    const before = process.umask(0o777)
    try {
      await writeDurable(path.join(home, 'file'), 'x')
    } finally {
      process.umask(before)
    }
    expect(await mode(path.join(home, 'file'))).toBe('600')
  })

  test('keys that are there are never made anew', async () => {
    const dir = path.join(await temporaryFolder(), 'keys')
    const { kube } = await createKubeKeys(dir)
    await expect(createSubnetKeys(dir)).rejects.toEqual(code('KUBE_HOME_INVALID'))
    expect((await loadKeys(dir))?.kube.did).toBe(kube.did)
    expect(await fs.readdir(path.dirname(dir))).toEqual(['keys'])
  })

  test('what an interrupted attempt left does not count', async () => {
    const dir = path.join(await temporaryFolder(), 'keys')
    await fs.mkdir(`${dir}.new`)
    await fs.writeFile(path.join(`${dir}.new`, 'kube.pem'), 'half')
    expect(await loadKeys(dir)).toBeUndefined()
    await createKubeKeys(dir)
    expect(await fs.readdir(dir)).toEqual(['kube.pem'])
  })

  test.each(['kube.pem', 'invites/x.json', '.'])('refuses %s when others may read it', async name => {
    const { dir } = await createKubeKeys(path.join(await temporaryFolder(), 'keys'))
    await fs.mkdir(path.join(dir, 'invites'), { mode: 0o700 })
    await fs.writeFile(path.join(dir, 'invites/x.json'), '{}', { mode: 0o600 })
    await fs.writeFile(path.join(dir, 'kube.pub'), '', { mode: 0o644 })
    await expect(assertTight(dir)).resolves.toBeUndefined()
    const file = path.join(dir, name)
    await fs.chmod(file, name === '.' ? 0o755 : 0o640)
    const wanted = name === '.' ? '700' : '600'
    await expect(loadKeys(dir)).rejects.toMatchObject({
      code: 'KUBE_KEYS_LOOSE',
      message: expect.stringContaining(file),
      next: [`chmod ${wanted} ${file}`]
    })
  })

  test('a link among the keys is refused: where it leads, others may change', async () => {
    const { dir } = await createKubeKeys(path.join(await temporaryFolder(), 'keys'))
    const [file, elsewhere] = [path.join(dir, 'kube.pem'), path.join(path.dirname(dir), 'elsewhere.pem')]
    await fs.rename(file, elsewhere)
    await fs.symlink(elsewhere, file)
    const link = { code: 'KUBE_KEYS_LOOSE', message: `${file} is a link` }
    await expect(loadKeys(dir)).rejects.toMatchObject(link)
    await fs.rm(elsewhere)
    await expect(loadKeys(dir)).rejects.toMatchObject(link)
  })

  test('a missing or damaged key is named', async () => {
    const { dir } = await createSubnetKeys(path.join(await temporaryFolder(), 'keys'))
    await fs.writeFile(path.join(dir, 'root.pem'), '-----BEGIN PRIVATE KEY-----\nnope\n-----END PRIVATE KEY-----\n')
    await expect(loadKeys(dir)).rejects.toMatchObject({
      code: 'KUBE_HOME_INVALID',
      message: expect.stringContaining('root.pem')
    })
    await fs.copyFile(path.join(dir, 'root-ca.pem'), path.join(dir, 'root.pem'))
    // What a machine works without may be moved away, as the error says.
    await expect(loadKeys(dir)).rejects.toMatchObject({
      next: [expect.any(String), expect.stringMatching(/^mv .*root\.pem /)]
    })
    await expect(loadKeys(dir)).rejects.toMatchObject({ reason: expect.stringContaining('not an Ed25519 key') })
    await fs.rm(path.join(dir, 'kube.pem'))
    await expect(loadKeys(dir)).rejects.toMatchObject({ message: expect.stringContaining('kube.pem is missing') })
  })
})

describe('founding a subnet', () => {
  test('is read back the same, and happens once', async () => {
    const dir = path.join(await temporaryFolder(), 'keys')
    const { subnet, keys } = await foundSubnet({ dir, names: ['DXOS.org'], now })
    expect(await loadSubnet(dir, keys.kube)).toEqual(subnet)
    expect(subnet).toMatchObject({ root: keys.root.did, bases: ['kube.local', 'kube.localhost', 'dxos.org'] })
    expect(subnet.founding).toEqual(subnet.credentials)
    expect(await mode(path.join(dir, 'subnet.json'))).toBe('600')
    await expect(foundSubnet({ dir, now })).rejects.toEqual(code('KUBE_HOME_INVALID'))
  })

  test('is taken up where it was interrupted', async () => {
    const dir = path.join(await temporaryFolder(), 'keys')
    const made = await createSubnetKeys(dir)
    const { keys, subnet } = await foundSubnet({
      dir,
      accounts: [{ key: readSshKey(sshBlobOfEd25519(made.root.publicKey)) }],
      now
    })
    expect([keys.root.did, keys.kube.did]).toEqual([made.root.did, made.kube.did])
    expect(subnet.founding).toHaveLength(6)
    expect(subnet.credentials).toHaveLength(3)
  })

  test('a home that was to join can found instead', async () => {
    const dir = path.join(await temporaryFolder(), 'keys')
    const { kube } = await createKubeKeys(dir)
    const { keys, subnet } = await foundSubnet({ dir, now })
    expect(keys.kube.did).toBe(kube.did)
    expect((await loadKeys(dir))?.root?.did).toBe(subnet.root)
  })

  test('a bad name makes nothing', async () => {
    const dir = path.join(await temporaryFolder(), 'keys')
    for (const name of ['', '*.kube', 'a b', '127.0.0.1', '-x.org', '.']) {
      await expect(foundSubnet({ dir, names: [name], now })).rejects.toEqual(code('KUBE_CONFIG_INVALID'))
    }
    expect(await loadKeys(dir)).toBeUndefined()
  })

  test('a damaged subnet.json is named', async () => {
    const dir = path.join(await temporaryFolder(), 'keys')
    const { keys } = await foundSubnet({ dir, now })
    for (const text of ['', '{}', '[]', 'null', '{"version":2,"root":"x"}']) {
      await writeDurable(path.join(dir, 'subnet.json'), text)
      await expect(loadSubnet(dir, keys.kube)).rejects.toMatchObject({
        code: 'KUBE_HOME_INVALID',
        message: expect.stringContaining('subnet.json')
      })
    }
  })
})
