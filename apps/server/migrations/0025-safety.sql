-- The program's own numbers on the help page, and safety matters that somebody raised about a person.
create table help_pages (
  organization_id uuid not null primary key references organizations (id) on delete cascade,
  numbers jsonb not null,
  hidden text[] not null default '{}',
  changed_by uuid,
  changed_at timestamptz not null
);
select tenant_rows('help_pages');

create table safety_alerts (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  kind text not null check (kind in ('may_die', 'wants_to_die', 'child_in_danger', 'hurt_by_somebody', 'other')),
  at timestamptz not null,
  recorded_at timestamptz not null,
  raised_by uuid not null,
  note_sealed bytea,
  body_index bytea not null
);
select tenant_table('safety_alerts');
alter table safety_alerts add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create index on safety_alerts (organization_id, participant_id, at);
