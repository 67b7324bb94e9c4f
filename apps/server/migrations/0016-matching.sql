-- What somebody wants in a mentor, and proposals that become matches when both say yes.

create table wishes (
  organization_id uuid not null,
  id uuid not null,                      -- the participant's id
  ranked jsonb not null,                 -- [{about, value, must}], most important first
  languages text[] not null,
  answered_on date not null,
  mode text not null check (mode in ('self', 'together', 'phone', 'paper')),
  form_version text,
  witness_sealed bytea,
  answered_by uuid,
  version integer not null default 1,
  recorded_at timestamptz not null
);
select tenant_table('wishes');
alter table wishes add foreign key (organization_id, id) references participants (organization_id, id) on delete cascade;

create table matches (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  mentor_id uuid not null,
  status text not null check (status in ('proposed', 'accepted', 'declined', 'withdrawn', 'ended')),
  proposed_at timestamptz not null,
  proposed_by text not null check (proposed_by in ('participant', 'staff')),
  proposer_id uuid,
  participant_answer text check (participant_answer in ('yes', 'no')),
  participant_answered_at timestamptz,
  participant_mode text check (participant_mode in ('self', 'together', 'phone', 'paper')),
  mentor_answer text check (mentor_answer in ('yes', 'no')),
  mentor_answered_at timestamptz,
  accepted_at timestamptz,
  ended_on date,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  body_index bytea not null
);
select tenant_table('matches');
alter table matches add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
alter table matches add foreign key (organization_id, mentor_id) references mentors (organization_id, id) on delete cascade;
create unique index match_open_once on matches (organization_id, participant_id, mentor_id) where status in ('proposed', 'accepted');
create unique index one_mentor_at_a_time on matches (organization_id, participant_id) where status = 'accepted';
create index on matches (organization_id, participant_id);
create index on matches (organization_id, mentor_id) where status in ('proposed', 'accepted');
