// Bundles the programs into dist/. Each gets a small entry that turns on Node's compile cache before the rest loads:
// a start is then about half as long.
import fs from 'node:fs'
import path from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = path.resolve(import.meta.dirname, '..')
const dist = path.join(root, 'dist')
const programs = ['kubed', 'dx', 'git-remote-dx']

/** An ES import of node:http reads its lazy exports too, which load undici: 27 ms and 14 MB more for every process. */
const httpAlone: Plugin = {
  name: 'http-alone',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'node:http', namespace: 'http-alone' } : undefined
    )
    onLoad({ filter: /^/, namespace: 'http-alone' }, () => ({
      contents: "module.exports = process.getBuiltinModule('node:http')"
    }))
  }
}

fs.rmSync(dist, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: programs.map(name => ({ in: `kubed/${name}.ts`, out: name })),
  outdir: path.join(dist, 'lib'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  // Finds its compiled part beside itself, so it stays where npm put it.
  external: ['classic-level'],
  plugins: [httpAlone],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"
  }
})
for (const name of programs) {
  fs.writeFileSync(
    path.join(dist, `${name}.js`),
    [
      "import { enableCompileCache } from 'node:module'",
      "import path from 'node:path'",
      "enableCompileCache(path.join(import.meta.dirname, 'cache'))",
      `await import('./lib/${name}.js')`,
      ''
    ].join('\n')
  )
}
fs.writeFileSync(path.join(dist, '.built'), '')
