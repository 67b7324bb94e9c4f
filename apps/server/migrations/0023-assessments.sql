-- Questionnaires: one row a response, scored by the definition's version that was shown. Which are asked, and how often,
-- is kept within the monthly budget.
create table assessments (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  instrument_id text not null,
  version integer not null,
  language text not null check (language in ('en', 'es')),
  answers jsonb not null,
  total integer,
  subscales jsonb not null default '{}',
  skipped integer not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  time_zone text not null,
  local_on date not null,
  clock text not null default 'fine' check (clock in ('fine', 'flagged', 'ask')),
  mode text not null check (mode in ('self', 'together', 'phone', 'paper')),
  form_version text,
  witness_sealed bytea,
  entered_by uuid,
  body_index bytea not null
);
select tenant_table('assessments');
alter table assessments add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create index on assessments (organization_id, participant_id, instrument_id, local_on);

create table assessment_schedules (
  organization_id uuid not null primary key references organizations (id) on delete cascade,
  entries jsonb not null,
  changed_by uuid,
  changed_at timestamptz not null
);
select tenant_rows('assessment_schedules');
