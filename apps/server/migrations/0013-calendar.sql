-- Time: weekly series in their own time zone, the occurrences that come of them (made some weeks ahead, so that each can
-- be moved or cancelled alone), and who came. Attendance here is what the evaluation counts.

create table calendar_series (
  organization_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('meeting', 'group', 'appointment', 'supervision')),
  participant_id uuid,                   -- null for a group
  host_id uuid,
  co_host_id uuid,
  name jsonb,                            -- a group's, {en, es}
  languages text[] not null default '{}',
  first_on date not null,
  local_time text not null,
  time_zone text not null,
  minutes integer not null check (minutes between 1 and 720),
  every_weeks integer not null check (every_weeks between 1 and 8),
  until_on date,
  way text not null check (way in ('in_person', 'video', 'phone', 'messages')),
  place text,                            -- a group's; where two people meet is sealed
  place_sealed bytea,
  link text,
  capacity integer,
  is_open boolean not null default true,
  kids_welcome boolean not null default false,
  near_bus boolean not null default false,
  planned_until date not null,           -- occurrences exist up to here
  version integer not null default 1,
  created_at timestamptz not null,
  body_index bytea not null
);
select tenant_table('calendar_series');
alter table calendar_series add foreign key (organization_id, participant_id) references people (organization_id, id) on delete cascade;
create index on calendar_series (organization_id, kind);

create table calendar_occurrences (
  organization_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('meeting', 'group', 'appointment', 'supervision')),
  status text not null check (status in ('planned', 'held', 'cancelled', 'moved')),
  series_id uuid,
  series_on date,                        -- the day in the series that this is, wherever it was moved
  participant_id uuid,
  host_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null,
  local_on date not null,
  local_time text not null,
  minutes integer not null,
  way text not null check (way in ('in_person', 'video', 'phone', 'messages')),
  place text,
  place_sealed bytea,
  link text,
  moved_to_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  body_index bytea
);
select tenant_table('calendar_occurrences');
alter table calendar_occurrences add foreign key (organization_id, series_id) references calendar_series (organization_id, id) on delete cascade;
alter table calendar_occurrences add foreign key (organization_id, participant_id) references people (organization_id, id) on delete cascade;
create unique index occurrence_once on calendar_occurrences (organization_id, series_id, series_on) where series_id is not null and status <> 'moved';
create index on calendar_occurrences (organization_id, starts_at);
create index on calendar_occurrences (organization_id, participant_id, starts_at);
create index on calendar_occurrences (organization_id, host_id, starts_at);

create table attendance (
  organization_id uuid not null,
  occurrence_id uuid not null,
  person_id uuid not null,
  status text not null check (status in ('came', 'came_late', 'could_not_come', 'did_not_come')),
  minutes integer,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (organization_id, occurrence_id, person_id),
  foreign key (organization_id, occurrence_id) references calendar_occurrences (organization_id, id) on delete cascade,
  foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade
);
select tenant_rows('attendance');
create index on attendance (organization_id, person_id);
