import { createSigningKey } from '../../src/trust/keys.ts'
import { createSigner, createVerifier } from '../../src/trust/ssh-signature.ts'
import { describeSigner } from './signer.ts'

describeSigner('trust', () => createSigner(createSigningKey()), createVerifier)
