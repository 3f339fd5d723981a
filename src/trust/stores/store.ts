// A place where programs keep the root CAs that they trust.
import type { StoreKind } from '../../base/trust-report.ts'
import type { Command } from './commands.ts'

export interface TestServer {
  /** On 127.0.0.1. */
  readonly port: number
  /** The DNS name that its certificate is shown for. */
  readonly name: string
}

export interface TrustStore {
  readonly kind: StoreKind
  /** Folder or name. */
  readonly where: string
  /** Whether exactly this root is trusted there. */
  has(): Promise<boolean>
  /** What `trust` runs; folders that are made first, so that `untrust` can take them away again. */
  adding(): Promise<{ readonly makes: readonly string[]; readonly commands: readonly Command[] }>
  /** What `untrust` runs. `made` are the folders that `trust` has made: those that are of no other use are removed. */
  removing(made: readonly string[]): Promise<readonly Command[]>
  /**
   * A handshake that trusts what is in this store and nothing else.
   * @throws KUBE_DENIED when it does not take the certificate; KUBE_NOT_FOUND when the program for it is missing
   */
  handshake(server: TestServer): Promise<'tls' | 'nss'>
}

export interface Root {
  /** A file with the PEM, for programs that read one. */
  readonly file: string
  readonly pem: string
  /** SHA-256 of the DER, hex. */
  readonly sha256: string
  /** SHA-1 of the DER, hex: what macOS and Windows name certificates by. */
  readonly sha1: string
  /** For people who look into a store. */
  readonly label: string
}
