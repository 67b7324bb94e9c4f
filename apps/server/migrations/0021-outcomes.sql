-- Return to use, asked and never assumed. Staff works with asks and tries (answered, never what); what was answered is
-- hers alone: cairn_app sees such rows only for the person herself, and a report for whom she chose. The signals and the
-- evaluation run as cairn_jobs.

create table asks (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  ask_day integer not null,              -- 30, 60, 90 … days after enrolling
  about_from date not null,
  about_to date not null,
  opens_on date not null,
  due_on date not null,
  closes_on date not null,
  ended_at timestamptz,                  -- answered, or rather not say: which of them stands in use_answers
  ended_mode text check (ended_mode in ('self', 'together', 'phone', 'paper')),
  check (opens_on <= due_on and due_on <= closes_on)
);
select tenant_table('asks');
alter table asks add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create unique index asks_once on asks (organization_id, participant_id, ask_day, about_to);
create index on asks (organization_id, closes_on);

create table ask_attempts (
  organization_id uuid not null,
  id uuid not null,
  ask_id uuid not null,
  mode text not null check (mode in ('app', 'message_link', 'sms', 'phone', 'paper', 'in_person')),
  result text not null check (result in ('answered', 'left_message', 'no_answer', 'wrong_number', 'declined', 'asked_later')),
  at timestamptz not null,
  recorded_at timestamptz not null,
  by_id uuid,
  body_index bytea not null
);
select tenant_table('ask_attempts');
alter table ask_attempts add foreign key (organization_id, ask_id) references asks (organization_id, id) on delete cascade;
create index on ask_attempts (organization_id, ask_id, at);

-- One row an answer about use, from anywhere: check-in, ask, calendar, 'I want to tell you I used'.
create table use_answers (
  organization_id uuid not null,
  id uuid not null,                      -- made by the phone: a check-in's id, an ask's answer, a calendar, a report
  participant_id uuid not null,
  answer text not null check (answer in ('no', 'yes', 'rather_not_say', 'days')),
  source text not null check (source in ('self', 'check_in', 'ask', 'test', 'mentor_together', 'clinician', 'collateral', 'import')),
  ask_id uuid,
  report_id uuid,                        -- the page that a 'yes' opened
  local_on date not null,
  time_zone text not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  clock text not null default 'fine' check (clock in ('fine', 'flagged', 'ask')),
  mode text not null check (mode in ('self', 'together', 'phone', 'paper')),
  form_version text,
  witness_sealed bytea,
  entered_by uuid,
  body_index bytea not null
);
select tenant_table('use_answers');
alter table use_answers add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
alter table use_answers add foreign key (organization_id, ask_id) references asks (organization_id, id);
create index on use_answers (organization_id, participant_id);
create index on use_answers (organization_id, ask_id);
select member_rows('use_answers', 'participant_id');

-- The day table's reports: what one answer says about one day. The day's state is made of them by one rule
-- (program/return-to-use); an answer that she put right is kept and stops counting.
create table day_reports (
  organization_id uuid not null,
  participant_id uuid not null,
  day date not null,
  answer_id uuid not null,
  substance text not null default '',    -- '' : any use at all
  state text not null check (state in ('used', 'not_used')),
  severity text check (severity in ('use', 'heavy_use')),
  source text not null,
  recall_days integer not null check (recall_days >= 0),
  ask_id uuid,
  withdrawn_at timestamptz,
  primary key (organization_id, participant_id, day, answer_id, substance),
  foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade
);
select tenant_rows('day_reports');
select member_rows('day_reports', 'participant_id');

-- Use on at least one day of a stretch of which she did not say the day.
create table use_ranges (
  organization_id uuid not null,
  participant_id uuid not null,
  answer_id uuid not null,
  from_day date not null,
  to_day date not null,
  substance text not null default '',
  severity text check (severity in ('use', 'heavy_use')),
  source text not null,
  recall_days integer not null,
  ask_id uuid,
  withdrawn_at timestamptz,
  primary key (organization_id, participant_id, answer_id, from_day, substance),
  foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade
);
select tenant_rows('use_ranges');
select member_rows('use_ranges', 'participant_id');

-- The page after 'yes': part by part, and who may know. Read by herself and by whom she chose, by name.
create table use_reports (
  organization_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  local_on date not null,
  time_zone text not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  ask_id uuid,
  may_know text check (may_know in ('mentor', 'mentor_and_safety_lead', 'nobody')),
  chosen_at timestamptz,
  told_mentor_id uuid,                   -- the mentor she had when she chose; never the one after
  told_safety_lead boolean not null default false,
  policy_tells boolean not null default false, -- the page said beforehand that a supervisor is told
  about jsonb not null default '[]',     -- the unknown days that the question was about
  days date[] not null default '{}',
  other_days_without boolean not null default false,
  substances text[] not null default '{}',
  heavy boolean,
  course text check (course in ('once', 'still_going', 'not_sure')),
  source text not null,
  shows_tolerance_card boolean not null default true,
  version integer not null default 1
);
select tenant_table('use_reports');
alter table use_reports add foreign key (organization_id, participant_id) references participants (organization_id, id) on delete cascade;
create index on use_reports (organization_id, participant_id);
create policy hers_and_chosen on use_reports as restrictive to cairn_app
  using (
    participant_id = nullif(current_setting('app.member_id', true), '')::uuid
    or told_mentor_id = nullif(current_setting('app.member_id', true), '')::uuid
    or (told_safety_lead and exists (
      select from identity.memberships m
      where m.organization_id = use_reports.organization_id and m.role = 'supervisor'
        and m.person_id = nullif(current_setting('app.member_id', true), '')::uuid))
  )
  with check (true);

-- Which days nobody needs to ask about, and nothing of what is known of them. To herself these are the days she told about.
-- To anybody else also every day that she was asked about and answered: else one known day between unknown ones would
-- say that it was a day of use.
create function known_days_of(person uuid, first date, last date) returns setof date
  language sql stable security definer set search_path = public as $$
  with here as (
    select nullif(current_setting('app.organization_id', true), '')::uuid as organization,
      nullif(current_setting('app.member_id', true), '')::uuid is distinct from person as is_other
  )
  select distinct day from (
    select r.day from day_reports r, here
    where r.organization_id = here.organization and r.participant_id = person
      and r.day between first and last and r.withdrawn_at is null and (r.state = 'used' or r.substance = '')
    union all
    select a."from" + n from use_reports u cross join here
      cross join lateral jsonb_to_recordset(u.about) as a ("from" date, "to" date)
      cross join lateral generate_series(0, a."to" - a."from") as n
    where here.is_other and u.organization_id = here.organization and u.participant_id = person
    union all
    select d.earliest + n from use_reports u cross join here
      cross join lateral (select min(day) as earliest from unnest(u.days) as day) as d
      cross join lateral generate_series(0, u.local_on - d.earliest) as n
    where here.is_other and u.organization_id = here.organization and u.participant_id = person and d.earliest is not null
  ) as told
  where day between first and last
$$;
revoke all on function known_days_of(uuid, date, date) from public;
grant execute on function known_days_of(uuid, date, date) to cairn_app, cairn_jobs;
