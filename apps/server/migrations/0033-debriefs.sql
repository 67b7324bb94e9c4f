-- After a safety matter closed, somebody talks with whoever carried it: nobody mentors alone. The row is about that person and
-- sealed with their key. No key leads from here to a participant, so that it is part of nobody else's record.
create table debriefs (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,               -- with whom: the mentor who raised or had the matter, else whoever had it
  item_id uuid not null,                 -- the item that was closed; closing is taken back by it, and it asks once a person
  began_at timestamptz not null,
  closed_at timestamptz not null,
  held_on date,
  held_by uuid,
  recorded_at timestamptz,
  words_sealed bytea,                    -- one line about the talk
  check ((held_on is null) = (held_by is null) and (held_on is null) = (recorded_at is null))
);
select tenant_table('debriefs');
alter table debriefs add foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade;
create unique index debriefs_once on debriefs (organization_id, item_id, person_id);
create index debriefs_open on debriefs (organization_id, person_id) where held_on is null;
