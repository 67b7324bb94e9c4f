-- What people need beyond a card: episodes of care with who pays, the way through the program, what stands on
-- the phone, and people somebody must not meet (hers alone; matching obeys the list without showing it).

alter table organizations add column version integer not null default 1;

alter table participants
  add column app_lock boolean not null default false,
  add column neutral_notices boolean not null default false,
  add column keep_history boolean not null default true,
  add column check_in_sharing text check (check_in_sharing in ('yes', 'just_me', 'ask_each_time'));  -- null: not chosen since the match began

create table episodes (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  started_on date not null,
  ended_on date,
  funding_source text
);
select tenant_table('episodes');
alter table episodes add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create unique index episodes_one_open on episodes (organization_id, participant_id) where ended_on is null;
create index on episodes (organization_id, participant_id);

create table status_changes (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  from_status text,
  to_status text not null,
  changed_on date not null,
  reason text,
  changed_by uuid,
  recorded_at timestamptz not null
);
select tenant_table('status_changes');
alter table status_changes add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create index on status_changes (organization_id, participant_id, recorded_at);

create table exclusions (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  other_id uuid,                         -- somebody known here …
  words_sealed bytea,                    -- … or anybody, in her own words
  body_index bytea not null,
  created_at timestamptz not null,
  check ((other_id is null) <> (words_sealed is null))
);
select tenant_table('exclusions');
select member_rows('exclusions', 'person_id');
alter table exclusions add foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade;
alter table exclusions add foreign key (organization_id, other_id) references people (organization_id, id) on delete cascade;
create index on exclusions (organization_id, person_id);

-- Matching must obey what nobody else may read: the one door to these rows past the member's own policy.
create function exclusions_of(ids uuid[]) returns setof exclusions
  language sql stable security definer set search_path = public as $$
  select * from exclusions
  where organization_id = nullif(current_setting('app.organization_id', true), '')::uuid and person_id = any (ids)
$$;
revoke all on function exclusions_of(uuid[]) from public;
grant execute on function exclusions_of(uuid[]) to cairn_app, cairn_jobs;
