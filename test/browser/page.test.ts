// A published site in a real browser that trusts the subnet's root CA and nothing else of ours: no certificate error,
// no switch that hides one. With UPDATE_SCREENSHOTS=1 the picture in docs/images is made anew.
import fs from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Bench, converged, type KubeProcess, root, run } from '../support/kube-process.ts'

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const program = programs.find(file => fs.existsSync(file))
const bench = new Bench()
const browsers: Browser[] = []
let kubes: KubeProcess[] = []
let missing: string | undefined
let browser: Browser

/** A browser with a HOME of its own; its NSS database is where Chromium on Linux looks for roots. */
async function launch(name: string, ca?: string): Promise<Browser> {
  const home = path.join(bench.dir, name)
  const database = path.join(home, '.pki/nssdb')
  fs.mkdirSync(database, { recursive: true })
  const nss = (...args: string[]) => run('certutil', ['-d', `sql:${database}`, ...args])
  await nss('-N', '--empty-password')
  if (ca !== undefined) {
    const said = await nss('-A', '-t', 'C,,', '-n', 'subnet root', '-i', ca)
    if (said.code !== 0) throw new Error(`certutil: ${said.err}`)
  }
  const launched = await chromium.launch({
    executablePath: program!,
    env: { ...process.env, HOME: home },
    // Names under kube.local come from mDNS, which a test has not; as root Chromium runs without its sandbox alone.
    args: ['--host-resolver-rules=MAP *.kube.local 127.0.0.1, MAP kube.local 127.0.0.1', '--no-sandbox']
  })
  browsers.push(launched)
  return launched
}

/** A page, and what went wrong on it. */
async function open(
  from: Browser | BrowserContext,
  url: string
): Promise<{ page: Page; faults: string[]; protocols: Set<string> }> {
  const page = await from.newPage()
  const faults: string[] = []
  const protocols = new Set<string>()
  page.on('console', message => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', error => faults.push(String(error)))
  page.on('requestfailed', request => faults.push(`${request.url()}: ${request.failure()?.errorText}`))
  page.on('response', response => response.status() >= 400 && faults.push(`${response.url()}: ${response.status()}`))
  await page.goto(url, { waitUntil: 'networkidle' })
  const used = await page.evaluate<string[]>('performance.getEntries().map(entry => entry.nextHopProtocol ?? "")')
  for (const protocol of used.filter(Boolean)) protocols.add(protocol)
  return { page, faults, protocols }
}

beforeAll(async () => {
  const certutil = await run('certutil', ['-H']).catch(() => undefined)
  if (program === undefined) missing = 'no Chromium is installed (apt-get install chromium)'
  else if (certutil === undefined) missing = 'certutil is not installed (apt-get install libnss3-tools)'
  if (missing !== undefined) return
  kubes = await bench.subnet(['a1', 'a2'])
  await kubes[0]!.json(['publish', path.join(root, 'realms/notepad'), '--replicas', 'all'])
  await converged(kubes)
  browser = await launch('trusting', path.join(kubes[0]!.home, 'ca.crt'))
}, 60_000)
beforeEach(({ skip }) => skip(missing !== undefined, missing))
afterAll(async () => {
  await Promise.all(browsers.map(one => one.close()))
  await bench.end()
})

const urlsOf = ({ port }: KubeProcess): string[] => [
  `https://notepad.kube.localhost:${port}/`,
  `https://notepad.kube.local:${port}/`,
  `https://kube.localhost:${port}/notepad/`
]

describe('the notepad', () => {
  test.each([0, 1])(
    'opens at every origin of KUBE %i without a single fault',
    async at => {
      for (const url of urlsOf(kubes[at]!)) {
        const { page, faults, protocols } = await open(browser, url)
        expect(await page.title(), url).toBe('Notepad')
        // Its script ran: the list of notes is its work; its style and its picture came.
        expect(await page.locator('#list li').count(), url).toBeGreaterThan(0)
        expect(await page.evaluate('document.styleSheets.length'), url).toBe(1)
        expect(await page.evaluate('document.images[0].naturalWidth'), url).toBeGreaterThan(0)
        expect(await page.evaluate('isSecureContext')).toBe(true)
        expect(faults, url).toEqual([])
        expect([...protocols], url).toEqual(['h2'])
        await page.close()
      }
    },
    60_000
  )

  test('without its last slash goes to the same page, links and all', async () => {
    const { page, faults } = await open(browser, `https://kube.localhost:${kubes[1]!.port}/notepad?from=test`)
    expect(page.url()).toBe(`https://kube.localhost:${kubes[1]!.port}/notepad/?from=test`)
    expect(await page.locator('#list li').count()).toBeGreaterThan(0)
    expect(faults).toEqual([])
    await page.close()
  }, 30_000)

  test('keeps what is typed over a reload', async () => {
    const { page, faults } = await open(browser, urlsOf(kubes[0]!)[0]!)
    await page.locator('#add').click()
    await page.locator('#text').fill('Shopping\n\nbread, Käse, 茶')
    await page.waitForTimeout(600)
    await page.reload({ waitUntil: 'networkidle' })
    await page.locator('#list').getByText('Shopping').click()
    expect(await page.locator('#text').inputValue()).toBe('Shopping\n\nbread, Käse, 茶')
    await page.locator('#search').fill('nothing has these words')
    expect(await page.locator('#list li').count()).toBe(0)
    expect(faults).toEqual([])
    await page.close()
  }, 30_000)

  test('is a picture', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
    const { page } = await open(context, urlsOf(kubes[0]!)[0]!)
    for (const text of [
      'Ideas for the garden\n\nBeans along the fence, a bench under the pear tree.',
      'Reading list\n\nThe Mezzanine\nInvisible Cities\nA Pattern Language',
      'Three machines, one site\n\nPublished from the laptop with dx publish, served by the laptop, the box under the stairs and the old desktop.\n\nAny of them may be switched off: the other two have every release, signed, in a git repository of their own.'
    ]) {
      await page.locator('#add').click()
      await page.locator('#text').fill(text)
      await page.waitForTimeout(50)
    }
    await page.locator('#text').blur()
    const picture = await page.screenshot()
    expect(picture.length).toBeGreaterThan(10_000)
    if (process.env.UPDATE_SCREENSHOTS === '1') {
      const folder = path.join(root, 'docs/images')
      fs.mkdirSync(folder, { recursive: true })
      fs.writeFileSync(path.join(folder, 'notepad.png'), picture)
    }
    await context.close()
  }, 30_000)
})

test('a browser that does not know the root CA refuses', async () => {
  const distrusting = await launch('distrusting')
  const page = await distrusting.newPage()
  await expect(page.goto(urlsOf(kubes[0]!)[0]!)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/)
}, 30_000)
