-- How somebody came, who says hello by when, the tries, and how things stood at the beginning.

create table invitations (
  organization_id uuid not null,
  id uuid not null,
  label text not null,                   -- where it hangs; never a person's name
  uses text not null check (uses in ('one', 'many')),
  expires_at timestamptz,
  closed_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  body_index bytea not null
);
select tenant_table('invitations');

create table intakes (
  organization_id uuid not null,
  id uuid not null,                      -- the participant's id
  came_by text not null check (came_by in ('invitation', 'walk_in', 'referral_card', 'phone', 'outreach', 'import')),
  invitation_id uuid,
  mode text not null check (mode in ('self', 'together', 'phone', 'paper')),
  form_version text,
  witness_sealed bytea,
  help_first text[] not null default '{}',
  enrolled_by uuid,
  enrolled_at timestamptz not null,
  greet_by timestamptz not null,
  greeted_at timestamptz,
  greeted_by uuid,
  body_index bytea not null              -- the same id with another body is refused
);
select tenant_table('intakes');
alter table intakes add foreign key (organization_id, id) references participants (organization_id, id) on delete cascade;
alter table intakes add foreign key (organization_id, invitation_id) references invitations (organization_id, id);
create index on intakes (organization_id, enrolled_at) where greeted_at is null;
create index on intakes (organization_id, invitation_id);

create table greetings (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  by_id uuid not null,
  how text not null check (how in ('app', 'phone', 'text', 'in_person')),
  result text not null check (result in ('said_hello', 'left_message', 'not_reached')),
  at timestamptz not null,
  recorded_at timestamptz not null,
  body_index bytea not null
);
select tenant_table('greetings');
alter table greetings add foreign key (organization_id, participant_id) references intakes (organization_id, id) on delete cascade;
create index on greetings (organization_id, participant_id);

create table baselines (
  organization_id uuid not null,
  id uuid not null,                      -- the participant's id
  answers_sealed bytea not null,         -- substances, goals, history and words together: one key, one read
  answered_on date not null,
  mode text not null check (mode in ('self', 'together', 'phone', 'paper')),
  form_version text,
  witness_sealed bytea,
  answered_by uuid,
  version integer not null default 1,
  recorded_at timestamptz not null
);
select tenant_table('baselines');
alter table baselines add foreign key (organization_id, id) references participants (organization_id, id) on delete cascade;
