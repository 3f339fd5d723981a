// HTTP to etcd's JSON gateway, by `node:https` where TLS has a root CA or a client certificate of its own, which `fetch` cannot be
// given. Nothing is followed and nothing is tried again.
import http from 'node:http'
import https from 'node:https'

/** What a cluster that is not open to everybody asks for. */
export interface EtcdAccess {
  readonly user?: { readonly name: string; readonly password: string }
  /** Root CA of the servers, and this machine's certificate with its key: PEM. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

export interface EtcdAnswer {
  readonly status: number
  readonly text: string
}

const answerMsMax = 2_000
const answerBytesMax = 1 << 20

export class EtcdTransport {
  readonly #agents: { readonly 'http:': http.Agent; readonly 'https:': https.Agent }

  constructor({ ca, cert, key }: EtcdAccess) {
    const tls = {
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key })
    }
    const secure = new https.Agent({ keepAlive: true, minVersion: 'TLSv1.2', rejectUnauthorized: true, ...tls })
    this.#agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': secure }
  }

  /** One POST of JSON. @throws what the connection throws, and when there is no whole answer in time */
  async post(address: string, body: unknown, token: string | undefined): Promise<EtcdAnswer> {
    const url = new URL(address)
    const text = JSON.stringify(body)
    const length = String(Buffer.byteLength(text))
    const headers = {
      'content-type': 'application/json',
      'content-length': length,
      ...(token && { authorization: token })
    }
    const signal = AbortSignal.timeout(answerMsMax)
    const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>()
    const secure = url.protocol === 'https:'
    const agent = this.#agents[secure ? 'https:' : 'http:']
    const request = (secure ? https : http).request(url, { method: 'POST', agent, headers, signal }, resolve)
    request.on('error', reject).end(text)
    try {
      const answer = await promise
      return { status: answer.statusCode ?? 0, text: await textOf(answer) }
    } catch (thrown) {
      throw signal.aborted ? new Error(`no answer in ${answerMsMax / 1000} s`, { cause: thrown }) : thrown
    }
  }
}

async function textOf(answer: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    size += (chunk as Buffer).length
    if (size > answerBytesMax) throw new Error('the answer is too large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}
