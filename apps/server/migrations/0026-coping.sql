-- Ride it out stays on her phone. Only a run that she chose to show her mentor is here, and only that mentor reads it.
create table shared_runs (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  mentor_id uuid not null,
  exercise text not null,
  before smallint not null check (before between 0 and 10),
  after smallint check (after between 0 and 10),
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  time_zone text not null,
  local_on date not null,
  body_index bytea not null
);
select tenant_table('shared_runs');
alter table shared_runs add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create index on shared_runs (organization_id, participant_id, local_on);
create policy hers_and_shown on shared_runs as restrictive to cairn_app
  using (
    participant_id = nullif(current_setting('app.member_id', true), '')::uuid
    or mentor_id = nullif(current_setting('app.member_id', true), '')::uuid
  )
  with check (true);
