-- The daily check-in: a typed table of its own (millions of rows). What was answered about use is not in it: that is in
-- use_answers, so that nothing that reads check-ins can show it. Steps are 1 to 5; null is skipped.
create table check_ins (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  recorded_at timestamptz not null,      -- the phone's
  received_at timestamptz not null,      -- ours
  time_zone text not null,
  local_on date not null,
  clock text not null default 'fine' check (clock in ('fine', 'flagged', 'ask')),
  mood smallint check (mood between 1 and 5),
  urges smallint check (urges between 1 and 5),
  stress smallint check (stress between 1 and 5),
  needs text[] not null default '{}',
  use_shown boolean not null default false,
  shared_with_id uuid,                   -- the mentor she had, when she shares it
  ask_again text check (ask_again in ('tomorrow', 'few_days', 'week', 'never')),
  next_on date,
  mode text not null check (mode in ('self', 'together', 'phone', 'paper')),
  form_version text,
  witness_sealed bytea,
  entered_by uuid,
  body_index bytea not null
);
select tenant_table('check_ins');
alter table check_ins add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create index on check_ins (organization_id, participant_id, local_on);
-- Who entered one together with her finds it again when it is sent twice; no route shows it to them.
create policy hers_and_shared on check_ins as restrictive to cairn_app
  using (
    participant_id = nullif(current_setting('app.member_id', true), '')::uuid
    or shared_with_id = nullif(current_setting('app.member_id', true), '')::uuid
    or entered_by = nullif(current_setting('app.member_id', true), '')::uuid
  )
  with check (true);
