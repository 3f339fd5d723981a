// What `kubed trust`, `untrust` and `doctor` tell of this machine.

export type StoreKind = 'system' | 'chromium' | 'firefox'
export type StoreSystem = 'linux' | 'macos' | 'windows'

/** One store of trusted root CAs, and what became of the subnet's there. */
export interface StoreOutcome {
  readonly store: StoreKind
  /** Folder or name of the store. */
  readonly where: string
  readonly state: 'trusted' | 'removed' | 'planned' | 'unchanged' | 'failed'
  /** What a handshake showed: `tls` by this program with that store's roots, `nss` by that library; null for none. */
  readonly verified: 'tls' | 'nss' | null
  /** Spelled for a shell: what ran, or what would. */
  readonly commands: readonly string[]
  /** Why it failed, or why there was nothing to do. */
  readonly reason: string
  /** What mends a failure. */
  readonly next: readonly string[]
}

export interface TrustRequest {
  readonly home: string
  readonly how: 'trust' | 'untrust'
  readonly dryRun: boolean
  /** Empty for all that are there. */
  readonly stores: readonly StoreKind[]
  readonly system: StoreSystem
  readonly env: { readonly [name: string]: string | undefined }
  /** A person is there whom `sudo` may ask. */
  readonly interactive: boolean
}

/** One thing that `kubed doctor` looked at. */
export interface Finding {
  readonly check: string
  readonly state: 'ok' | 'warn' | 'fail'
  readonly said: string
  readonly next: readonly string[]
}

export interface DoctorRequest {
  readonly home: string
  readonly env: { readonly [name: string]: string | undefined }
}
