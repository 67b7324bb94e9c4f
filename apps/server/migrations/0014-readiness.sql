-- 'How would you like to start?' and three rulers; every answer stays, the newest one counts.

create table readiness_answers (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  start_style text check (start_style in ('listen', 'write', 'meet', 'often')),
  importance integer check (importance between 0 and 10),
  confidence integer check (confidence between 0 and 10),
  readiness integer check (readiness between 0 and 10),
  words_sealed bytea,
  answered_on date not null,
  mode text not null check (mode in ('self', 'together', 'phone', 'paper')),
  form_version text,
  witness_sealed bytea,
  answered_by uuid,
  recorded_at timestamptz not null,
  body_index bytea not null
);
select tenant_table('readiness_answers');
alter table readiness_answers add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create index on readiness_answers (organization_id, participant_id, answered_on);
