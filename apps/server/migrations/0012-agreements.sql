-- Every document that is signed: the exact words that stood there, who signed how and when, and its end.
-- The text holds names, so it and its SHA-256 are sealed: from the hash of a known form a name could be guessed.

create table agreements (
  organization_id uuid not null,
  id uuid not null,
  document text not null,
  document_version integer not null,
  language text not null check (language in ('en', 'es')),
  participant_id uuid,
  mentor_id uuid,
  signers text[] not null,               -- who has to sign
  text_sealed bytea not null,            -- with the key of the participant, or of the mentor when there is none
  sha256_sealed bytea not null,
  prepared_at timestamptz not null,
  expires_on date,
  body_index bytea not null
);
select tenant_table('agreements');
alter table agreements add foreign key (organization_id, participant_id) references people (organization_id, id) on delete cascade;
alter table agreements add foreign key (organization_id, mentor_id) references people (organization_id, id) on delete cascade;
create index on agreements (organization_id, participant_id);
create index on agreements (organization_id, mentor_id);

-- What happened to it, as events: never changed, only added to.
create table agreement_events (
  organization_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  kind text not null check (kind in ('signed', 'revoked', 'replaced', 'expired')),
  signer text check (signer in ('participant', 'mentor', 'organization')),
  person_id uuid,                        -- whose signature it is
  recorded_by uuid,                      -- who wrote it down
  mode text check (mode in ('self', 'together', 'phone', 'paper')),
  done_on date,
  form_version text,
  witness_sealed bytea,
  at timestamptz not null,
  body_index bytea not null
);
select tenant_table('agreement_events');
alter table agreement_events add foreign key (organization_id, agreement_id) references agreements (organization_id, id) on delete cascade;
create unique index agreement_signed_once on agreement_events (organization_id, agreement_id, signer) where kind = 'signed';
create index on agreement_events (organization_id, agreement_id);
