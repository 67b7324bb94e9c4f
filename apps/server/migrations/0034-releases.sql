-- Whoever reads names must not see today's figures beside yesterday's: the difference would be one person's answer. They are
-- shown the release of a quarter, which is the first report that is finished in it and stays.
alter table computations add column release_of date;     -- the first day of the quarter
alter table computations add column noted_at timestamptz; -- last heard of: one that was cut off does not hold up the next
create unique index computations_release on computations (organization_id, release_of);

-- 'Rather not say' is an answer too: a count that told it apart would tell whose it was, beside the list of who answered.
create or replace function ask_counts(today date, shift_months integer)
  returns table (ask_day integer, year integer, ended integer, asked integer, answered integer, closed integer, closed_answered integer)
  language sql stable security definer set search_path = public as $$
  with ends as (
    select a.ask_day, extract(year from a.due_on + make_interval(months => shift_months))::int as year,
      a.closes_on < today as is_closed,
      exists (select from use_answers u where u.organization_id = a.organization_id and u.ask_id = a.id
        and u.local_on between a.opens_on and a.closes_on) as is_answered,
      exists (select from ask_attempts t where t.organization_id = a.organization_id and t.ask_id = a.id) as is_tried
    from asks a
    where a.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
      -- Somebody who died before the window closed was not lost.
      and not exists (select from status_changes s where s.organization_id = a.organization_id
        and s.participant_id = a.participant_id and s.reason = 'died' and s.changed_on <= a.closes_on)
  )
  select ask_day, year,
    count(*) filter (where is_closed or is_answered)::int,
    count(*) filter (where is_answered or (is_closed and is_tried))::int,
    count(*) filter (where is_answered)::int,
    count(*) filter (where is_closed)::int,
    count(*) filter (where is_closed and is_answered)::int
  from ends group by ask_day, year
$$;
