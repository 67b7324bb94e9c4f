import type { DocumentName, Signer } from './documents.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    agreements: {
      organizationId: string
      id: string
      document: DocumentName
      documentVersion: number
      language: 'en' | 'es'
      participantId: string | null
      mentorId: string | null
      signers: Signer[]
      textSealed: Buffer
      sha256Sealed: Buffer
      preparedAt: InstantColumn
      expiresOn: DayOrNull
      bodyIndex: Buffer
    }
    agreementEvents: {
      organizationId: string
      id: string
      agreementId: string
      kind: 'signed' | 'revoked' | 'replaced' | 'expired'
      signer: Signer | null
      personId: string | null
      recordedBy: string | null
      mode: 'self' | 'together' | 'phone' | 'paper' | null
      doneOn: DayOrNull
      formVersion: string | null
      witnessSealed: Buffer | null
      at: InstantColumn
      bodyIndex: Buffer
    }
  }
}
