-- The people of a program: one card each, anchor rows for participants and mentors, and ties.
-- Ties say who stands in what relation to whom; they decide access and count capacity.

create table people (
  organization_id uuid not null,
  id uuid not null,
  name_sealed bytea not null,            -- the name to be called
  language text not null check (language in ('en', 'es')),
  contact_sealed bytea,                  -- JSON: how to reach, exact words that may be said
  email_index bytea,                     -- keyed blind index, to find a person by an address they typed
  phone_index bytea,
  version integer not null default 1,
  created_at timestamptz not null
);
select tenant_table('people');
create index on people (organization_id, email_index);
create index on people (organization_id, phone_index);

create table participants (
  organization_id uuid not null,
  id uuid not null,                      -- the person's id
  status text not null check (status in ('referred', 'waiting', 'active', 'paused', 'finished', 'left')),
  enrolled_on date not null,
  time_zone text not null,
  funding_source text,
  phone_is_watched boolean not null default false,   -- somebody else looks at the phone: lock, neutral notices, no history
  leave_message boolean not null default false,
  wants_mentor boolean not null default true,
  is_imported boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null
);
select tenant_table('participants');
alter table participants add foreign key (organization_id, id) references people (organization_id, id) on delete cascade;
create index on participants (organization_id, status);

create table mentors (
  organization_id uuid not null,
  id uuid not null,                      -- the person's id
  status text not null check (status in ('available', 'paused', 'leave', 'returning', 'ended')),
  capacity integer not null check (capacity between 0 and 40),
  languages text[] not null default '{en}',
  away_until date,                       -- no reason is ever stored
  away_from date,
  cover_id uuid,                         -- the mentor who covers
  supervisor_id uuid,
  version integer not null default 1,
  created_at timestamptz not null
);
select tenant_table('mentors');
alter table mentors add foreign key (organization_id, id) references people (organization_id, id) on delete cascade;

create table ties (
  organization_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('mentor', 'cover', 'greeter', 'supervisor')),
  holder_id uuid not null,               -- mentor, cover, greeter, supervisor …
  subject_id uuid not null,              -- … of this person
  since timestamptz not null,
  until timestamptz,
  basis text not null                    -- what made it: 'match:<id>', 'enrollment', 'away:<id>'
);
select tenant_table('ties');
alter table ties add foreign key (organization_id, holder_id) references people (organization_id, id) on delete cascade;
alter table ties add foreign key (organization_id, subject_id) references people (organization_id, id) on delete cascade;
create unique index ties_open_once on ties (organization_id, kind, holder_id, subject_id) where until is null;
create index on ties (organization_id, subject_id) where until is null;
create index on ties (organization_id, holder_id) where until is null;
