-- The days that a question was about, where somebody else asked it: an ask knows its own, and her phone asks about all days
-- that it does not know, sixty back at most.
alter table use_answers add column asked_from date, add column asked_to date;

-- Which days need no question. To herself: the days she told about, and those of a stretch in which she used without knowing
-- the day: it would be the same question again. To anybody else: the days that a question was about which she answered,
-- whatever she answered and whatever she told unasked. Which days she filled in herself, or left open, is nobody's to read:
-- one known day between unknown ones would say that it was a day of use.
create or replace function known_days_of(person uuid, first date, last date) returns setof date
  language sql stable security definer set search_path = public as $$
  with here as (
    select nullif(current_setting('app.organization_id', true), '')::uuid as organization,
      nullif(current_setting('app.member_id', true), '')::uuid is distinct from person as is_other
  ), asked as (
    select
      case when u.source = 'check_in' and u.mode = 'self' then u.local_on - 60 when u.ask_id is not null then a.about_from else u.asked_from end as began,
      case when u.source = 'check_in' and u.mode = 'self' then u.local_on when u.ask_id is not null then least(a.about_to, u.local_on) else u.asked_to end as ended
    from here join use_answers u on u.organization_id = here.organization
      left join asks a on a.organization_id = u.organization_id and a.id = u.ask_id
    where here.is_other and u.participant_id = person and u.source <> 'self' and u.answer <> 'days'
  )
  select distinct day from (
    select r.day from day_reports r, here
    where not here.is_other and r.organization_id = here.organization and r.participant_id = person
      and r.day between first and last and r.withdrawn_at is null and (r.state = 'used' or r.substance = '')
    union all
    select r.from_day + n from use_ranges r cross join here
      cross join lateral generate_series(0, r.to_day - r.from_day) as n
    where not here.is_other and r.organization_id = here.organization and r.participant_id = person and r.withdrawn_at is null
    union all
    select greatest(first, asked.began) + n from asked
      cross join lateral generate_series(0, least(last, asked.ended) - greatest(first, asked.began)) as n
    where asked.began is not null and asked.ended is not null
  ) as told
  where day between first and last
$$;
