-- What a mentor offers and may be told of her, when she is away and who covers (never why), and hours beside talks.

create table mentor_profiles (
  organization_id uuid not null,
  id uuid not null,                      -- the mentor's person id
  gender text check (gender in ('woman', 'man', 'another')),
  times text[] not null default '{}',
  ways text[] not null default '{}',
  lived text[] not null default '{}',    -- attested, never measured
  lived_released text[] not null default '{}',
  hours_words_sealed bytea,
  about_sealed bytea
);
select tenant_table('mentor_profiles');
alter table mentor_profiles add foreign key (organization_id, id) references mentors (organization_id, id) on delete cascade;

create table absences (
  organization_id uuid not null,
  id uuid not null,
  mentor_id uuid not null,
  from_on date not null,
  back_on date not null,
  cover_id uuid,
  announced_at timestamptz not null,
  ended_at timestamptz,
  body_index bytea not null,
  check (back_on > from_on)
);
select tenant_table('absences');
alter table absences add foreign key (organization_id, mentor_id) references mentors (organization_id, id) on delete cascade;
create unique index absences_one_open on absences (organization_id, mentor_id) where ended_at is null;

create table mentor_hours (
  organization_id uuid not null,
  id uuid not null,
  mentor_id uuid not null,
  day date not null,
  kind text not null check (kind in ('training', 'supervision', 'travel', 'outreach', 'office', 'other')),
  minutes integer not null check (minutes between 0 and 1440),
  miles numeric(7, 1) not null check (miles >= 0),
  logged_at timestamptz not null,
  body_index bytea not null
);
select tenant_table('mentor_hours');
alter table mentor_hours add foreign key (organization_id, mentor_id) references mentors (organization_id, id) on delete cascade;
create index on mentor_hours (organization_id, mentor_id, day);
