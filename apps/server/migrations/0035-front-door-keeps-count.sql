-- What the front door must remember to be hard to force and easy to check: tries, idle sessions, who made a sign-in code,
-- addresses that were proven, and whether its mail goes out.

-- Better-auth writes where somebody sat and with what browser; nobody here needs it. `seenAt` is kept for staff and mentors
-- only, whose sessions end when they are idle.
alter table identity."session" add column "seenAt" timestamptz;
update identity."session" set "ipAddress" = null, "userAgent" = null;

-- A sign-in code names who made it; a used one stays, so that whoever it signed in as can read of it.
alter table identity.tokens add column made_by uuid;
create index on identity.tokens (account_id) where kind = 'sign_in';

-- A code that was mailed to prove an address. Neither the address nor the code is held, only a keyed hash of both.
create table identity.email_proofs (
  account_id text primary key references identity."user" (id) on delete cascade,
  proof bytea not null,
  tries integer not null default 0,
  expires_at timestamptz not null
);

-- Tries at passwords and codes, counted by what was tried (a keyed hash), not by where from.
create table identity.tries (
  key bytea primary key,
  count integer not null,
  until timestamptz not null
);
create index on identity.tries (until);

-- One row: since when sign-in mail does not go out.
create table identity.mail_health (
  only_row boolean primary key default true check (only_row),
  failing_since timestamptz
);
grant select, insert, update, delete on identity.email_proofs, identity.tries, identity.mail_health to cairn_app, cairn_jobs;

-- An address that was never proven signs nobody in by mail: accounts with a password keep theirs as its name, all others give
-- it up here and prove it again.
update identity."user" u set email = u.id || '@no-mail.invalid'
  where not u."emailVerified" and u.email not like '%@no-mail.invalid'
    and not exists (select 1 from identity."account" a where a."userId" = u.id and a.password is not null);

-- Whoever was shown in a list was looked at: found by the ids shown. Row-level security keeps array operators off an index,
-- so this is the one door, and it opens on the asking person's own rows only.
create index audit_shown on audit using gin (record_ids) where subject_id is null;
create function audit_about_me() returns setof audit
  language sql stable security definer set search_path = public as $$
  select * from audit
  where organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
    and subject_id = nullif(current_setting('app.member_id', true), '')::uuid
  union all
  select * from audit
  where organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
    and subject_id is null
    and record_ids @> array[nullif(current_setting('app.member_id', true), '')::uuid]
$$;
revoke all on function audit_about_me() from public;
grant execute on function audit_about_me() to cairn_app;

-- Changing a group takes its coming sessions away; each asks whether a talk points at it.
create index on talks (organization_id, occurrence_id) where occurrence_id is not null;
