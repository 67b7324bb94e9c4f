-- The ground floor: who may log in to this database, what every tenant table looks like, the front door
-- (schema identity, readable before an organization is known), the vault of keys and the audit trail.
-- The roles cairn_app and cairn_jobs exist before this runs (platform/database/roles.ts).

create schema identity;
create schema vault;
grant usage on schema identity, vault, public to cairn_app, cairn_jobs;

-- Made by the migration generator of better-auth 1.7 (core, email-otp, rate limit); names are the library's.
set local search_path = identity;
create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz default current_timestamp not null);
create table "session" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references "user" ("id") on delete cascade);
create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz not null);
create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz default current_timestamp not null);
create table "rateLimit" ("id" text not null primary key, "key" text not null unique, "count" integer not null, "lastRequest" bigint not null);
create index on "session" ("userId");
create index on "account" ("userId");
create index on "verification" ("identifier");
set local search_path = public;

create table organizations (
  id uuid primary key,
  name text not null,
  time_zone text not null,
  languages text[] not null default '{en,es}',
  is_demo boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);

-- Which account is whom, where. One account, several organizations and roles; each request names one of each.
create table identity.memberships (
  account_id text not null references identity."user" (id) on delete cascade,
  organization_id uuid not null references organizations (id) on delete cascade,
  person_id uuid not null,
  role text not null check (role in ('participant','mentor','supervisor','coordinator','clinician','evaluator','administrator')),
  created_at timestamptz not null,
  primary key (account_id, organization_id, role)
);
create index on identity.memberships (organization_id, person_id);

-- Everything that arrives before an organization is known: invitation, sign-in code, kiosk … only the hash is held.
create table identity.tokens (
  hash bytea primary key,
  organization_id uuid not null references organizations (id) on delete cascade,
  kind text not null check (kind in ('join','sign_in','answer_ask','kiosk','calendar','certificate')),
  subject_id uuid,
  account_id text references identity."user" (id) on delete cascade,
  expires_at timestamptz,
  used_at timestamptz,
  created_at timestamptz not null
);

grant select, insert, update, delete on all tables in schema identity to cairn_app, cairn_jobs;

-- The organization itself is visible to requests inside it; the front door finds it by token or membership.
alter table organizations enable row level security;
alter table organizations force row level security;
create policy inside on organizations using (id = nullif(current_setting('app.organization_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.organization_id', true), '')::uuid);
create policy owner_all on organizations to cairn_owner_group using (true) with check (true);
create policy jobs_list on organizations for select to cairn_jobs using (true);
grant select, insert, update on organizations to cairn_app, cairn_jobs;

-- The one way in which a tenant table comes to be. Called after `create table x (organization_id uuid not null, id uuid not null, …)`.
create function tenant_table(name text) returns void language plpgsql as $$
begin
  execute format('alter table %s add primary key (organization_id, id)', name);
  execute format('alter table %s add foreign key (organization_id) references organizations (id) on delete cascade', name);
  perform tenant_rows(name);
end $$;

-- The same for a table whose key is its own (it must begin with organization_id).
create function tenant_rows(name text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy tenant on %s to cairn_app, cairn_jobs using (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid) with check (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)', name);
  execute format('create policy owner_all on %s to cairn_owner_group using (true) with check (true)', name);
  execute format('grant select, insert, update, delete on %s to cairn_app, cairn_jobs', name);
end $$;

-- A second, restrictive policy for rows that are one member's alone, whoever else works in the organization.
create function member_rows(name text, column_name text) returns void language plpgsql as $$
begin
  execute format('create policy member on %s as restrictive to cairn_app using (%I = nullif(current_setting(''app.member_id'', true), '''')::uuid) with check (true)', name, column_name);
end $$;

-- One data key a person, conversation or group, wrapped by a key that is not in the database.
create table vault.keys (
  organization_id uuid not null references organizations (id) on delete cascade,
  owner_id uuid not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  primary key (organization_id, owner_id)
);
select tenant_rows('vault.keys');

-- Who saw and changed what. cairn_app adds and reads; nobody changes or removes. Reads of one record by one
-- person are one row in ten minutes (time_slot); `batch` is set once, by the sealing job.
create table audit (
  organization_id uuid not null,
  id uuid not null,
  recorded_at timestamptz not null,
  actor_id uuid,
  actor_role text not null,
  act text not null check (act in ('read', 'write')),
  action text not null,
  subject_id uuid,
  record_ids uuid[] not null default '{}',
  request_id text not null,
  time_slot bigint,
  batch bigint
);
select tenant_table('audit');
revoke update, delete on audit from cairn_app, cairn_jobs;
grant update (batch) on audit to cairn_jobs;
create unique index audit_read_once on audit (organization_id, actor_id, subject_id, action, time_slot) where act = 'read';
create index audit_unsealed on audit (organization_id) where batch is null;
create index audit_subject on audit (organization_id, subject_id, recorded_at);

create table audit_batches (
  organization_id uuid not null,
  batch bigint not null,
  rows integer not null,
  seal bytea not null,
  sealed_at timestamptz not null,
  primary key (organization_id, batch)
);
select tenant_rows('audit_batches');
revoke insert, update, delete on audit_batches from cairn_app;
revoke update, delete on audit_batches from cairn_jobs;
