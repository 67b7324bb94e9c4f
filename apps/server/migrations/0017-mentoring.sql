-- The relationship after both said yes, the log of talks (entered once, changeable for a day, then added to), the
-- participant's card, who covers for whom, and what a mentor brings to supervision (outside every participant's record).

create table relationships (
  organization_id uuid not null,
  id uuid not null,                      -- the match's id
  participant_id uuid not null,
  mentor_id uuid not null,
  stage text not null check (stage in ('accepted', 'active', 'closed')),
  accepted_at timestamptz not null,
  agreement_id uuid,
  active_since date,
  closed_on date,
  reflection_sealed bytea
);
select tenant_table('relationships');
alter table relationships add foreign key (organization_id, id) references matches (organization_id, id) on delete cascade;
alter table relationships add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create index on relationships (organization_id, participant_id);
create index on relationships (organization_id, mentor_id) where stage <> 'closed';

create table talks (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  mentor_id uuid not null,
  occurrence_id uuid,
  outcome text not null check (outcome in ('happened', 'participant_could_not_come', 'mentor_could_not', 'moved')),
  started_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null,
  local_on date not null,                -- the phone's own day, never recomputed
  minutes integer,
  way text check (way in ('in_person', 'video', 'phone', 'messages')),
  place_sealed bytea,
  worked_on text[] not null default '{}',
  steps jsonb not null default '[]',
  tried text[] not null default '{}',
  tried_own uuid[] not null default '{}',
  next_step_sealed bytea,
  line_sealed bytea,                     -- she can read it
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  clock_is_off boolean not null default false,
  logged_by uuid not null,
  version integer not null default 1,
  body_index bytea not null,
  check (minutes is null or outcome = 'happened')
);
select tenant_table('talks');
alter table talks add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
alter table talks add foreign key (organization_id, occurrence_id) references calendar_occurrences (organization_id, id);
create index on talks (organization_id, participant_id, started_at);
create index on talks (organization_id, mentor_id, started_at);
create index on talks (organization_id, mentor_id, local_on);

create table talk_addenda (
  organization_id uuid not null,
  id uuid not null,
  talk_id uuid not null,
  by_id uuid not null,
  words_sealed bytea not null,
  at timestamptz not null,
  body_index bytea not null
);
select tenant_table('talk_addenda');
alter table talk_addenda add foreign key (organization_id, talk_id) references talks (organization_id, id) on delete cascade;
create index on talk_addenda (organization_id, talk_id);

create table talk_joins (
  organization_id uuid not null,
  talk_id uuid not null,
  mentor_id uuid not null,
  joined_at timestamptz not null,
  primary key (organization_id, talk_id, mentor_id),
  foreign key (organization_id, talk_id) references talks (organization_id, id) on delete cascade
);
select tenant_rows('talk_joins');

create table talk_confirmations (
  organization_id uuid not null,
  id uuid not null,                      -- the talk's id
  is_right boolean not null,
  face text check (face in ('good', 'okay', 'not_good')),
  words_sealed bytea,
  at timestamptz not null
);
select tenant_table('talk_confirmations');
alter table talk_confirmations add foreign key (organization_id, id) references talks (organization_id, id) on delete cascade;

create table cover_choices (
  organization_id uuid not null,
  absence_id uuid not null,
  participant_id uuid not null,
  choice text not null check (choice in ('wait', 'cover', 'change')),
  at timestamptz not null,
  primary key (organization_id, absence_id, participant_id),
  foreign key (organization_id, absence_id) references absences (organization_id, id) on delete cascade,
  foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade
);
select tenant_rows('cover_choices');

-- No participant's id here: what is brought to supervision is not part of anybody's record.
create table supervision_items (
  organization_id uuid not null,
  id uuid not null,
  author_id uuid not null,
  words_sealed bytea not null,           -- with the author's key
  at timestamptz not null,
  done_at timestamptz,
  body_index bytea not null
);
select tenant_table('supervision_items');
alter table supervision_items add foreign key (organization_id, author_id) references people (organization_id, id) on delete cascade;
create policy author_and_supervisor on supervision_items as restrictive to cairn_app
  using (
    author_id = nullif(current_setting('app.member_id', true), '')::uuid
    or exists (
      select from mentors m
      where m.organization_id = supervision_items.organization_id and m.id = supervision_items.author_id
        and m.supervisor_id = nullif(current_setting('app.member_id', true), '')::uuid
    )
  )
  with check (author_id = nullif(current_setting('app.member_id', true), '')::uuid);
