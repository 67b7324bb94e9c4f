-- Signals become attention: what is to be looked at again, the items that were found, what people did about
-- them, and who was told. An episode opens once ever, so the key covers open and closed items alike.

-- Only added by commands and taken by the job: no row is ever updated, so nothing waits for anything here.
create table attention_due (
  organization_id uuid not null,
  id uuid not null,
  subject_id uuid not null,
  look_at timestamptz not null
);
select tenant_table('attention_due');
alter table attention_due add foreign key (organization_id, subject_id) references people (organization_id, id) on delete cascade;
create index on attention_due (organization_id, look_at);

-- When a subject's own rules want to look again although nothing happened: clocks and silence. Written only under the
-- subject's advisory lock; kept apart from the rows that the job locks, so that the two locks cannot wait for each other.
create table attention_clocks (
  organization_id uuid not null,
  subject_id uuid not null,
  look_at timestamptz not null,
  primary key (organization_id, subject_id)
);
select tenant_rows('attention_clocks');
alter table attention_clocks add foreign key (organization_id, subject_id) references people (organization_id, id) on delete cascade;
create index on attention_clocks (organization_id, look_at);

create table attention_items (
  organization_id uuid not null,
  id uuid not null,
  signal text not null,
  subject_id uuid not null,
  episode text not null,
  kind text not null check (kind in ('state', 'event')),
  since timestamptz not null,
  due_at timestamptz,
  owner_id uuid,                         -- who has it: preselected by the rule, changed by take and give
  is_taken boolean not null default false, -- a person took it or gave it: the rule no longer moves the owner
  facts jsonb not null default '{}',     -- ids, days and counts; never words of a person
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  outcome text check (outcome in ('reached', 'left_message', 'not_reached', 'handed_to', 'not_needed', 'cleared')),
  handed_to_id uuid,                     -- safety: who took over
  tries integer not null default 0,
  snoozed_until timestamptz,
  version integer not null default 1,
  check ((closed_at is null) = (outcome is null))
);
select tenant_table('attention_items');
alter table attention_items add foreign key (organization_id, subject_id) references people (organization_id, id) on delete cascade;
create unique index attention_episode on attention_items (organization_id, signal, subject_id, episode);
create index attention_open on attention_items (organization_id, subject_id) where closed_at is null;
create index on attention_items (organization_id, owner_id) where closed_at is null;

-- What a person did about an item, with what was before it, so that it can be taken back for ten seconds.
create table attention_actions (
  organization_id uuid not null,
  id uuid not null,                      -- made by the client: the same act sent twice is one act
  item_id uuid not null,
  actor_id uuid not null,
  act text not null check (act in ('take', 'give', 'done', 'snooze')),
  recorded_at timestamptz not null,
  body_hash bytea not null,
  outcome text,
  to_id uuid,
  until timestamptz,
  reason_sealed bytea,                   -- why it waits, with the key of the person it is about
  version integer not null,              -- of the item after it: what came last
  before jsonb not null,
  undone_at timestamptz
);
select tenant_table('attention_actions');
alter table attention_actions add foreign key (organization_id, item_id) references attention_items (organization_id, id) on delete cascade;
create index on attention_actions (organization_id, item_id, recorded_at);

-- The nightly self-check: how many items it had to correct. Expected: none.
create table attention_sweeps (
  organization_id uuid not null,
  id uuid not null,
  swept_at timestamptz not null,
  subjects integer not null,
  corrections integer not null,
  milliseconds integer not null
);
select tenant_table('attention_sweeps');
create index on attention_sweeps (organization_id, swept_at);
