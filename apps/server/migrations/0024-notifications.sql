-- Who is on call, and who was told of what: one row an item, step, recipient and channel. Only rows that were really
-- inserted are sent, so that nobody is told twice.
create table on_call_shifts (
  organization_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  phone text,                            -- given to stand on the help page
  created_by uuid,
  created_at timestamptz not null,
  body_index bytea not null,
  check (starts_at <= ends_at)
);
select tenant_table('on_call_shifts');
alter table on_call_shifts add foreign key (organization_id, person_id) references people (organization_id, id) on delete cascade;
create index on on_call_shifts (organization_id, ends_at);

create table notifications (
  organization_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  step text not null check (step in ('opened', 'overdue')),
  recipient_id uuid not null,
  channel text not null check (channel in ('app', 'mail')),
  is_safety boolean not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  tries integer not null default 0,
  seen_at timestamptz
);
select tenant_table('notifications');
alter table notifications add foreign key (organization_id, item_id) references attention_items (organization_id, id) on delete cascade;
alter table notifications add foreign key (organization_id, recipient_id) references people (organization_id, id) on delete cascade;
create unique index notifications_once on notifications (organization_id, item_id, step, recipient_id, channel);
create index on notifications (organization_id, recipient_id, created_at);
create index notifications_unsent on notifications (organization_id) where sent_at is null and channel = 'mail';
