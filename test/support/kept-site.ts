// A site of which one release is kept, for what becomes of histories.
import type { Bench, KubeProcess } from './kube-process.ts'

export class KeptSite {
  readonly #bench: Bench

  constructor(bench: Bench) {
    this.#bench = bench
  }

  /** `dx publish` of this text. */
  words(text: string): string[] {
    return ['publish', this.#bench.site({ 'index.html': text, 'dx.yml': 'keep: 1\n' }), '--to', 'dx://site']
  }

  publish(kube: KubeProcess, text: string): Promise<unknown> {
    return kube.json(this.words(text))
  }

  async page(kube: KubeProcess): Promise<string> {
    return (await kube.fetch('https://site.kube.localhost/')).body.toString()
  }
}
