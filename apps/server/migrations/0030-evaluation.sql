-- Each computation of the program's own answer: where it stands while it runs, and its report when it is done.
create table computations (
  organization_id uuid not null,
  id uuid not null,
  stage text not null check (stage in ('gathering', 'checking', 'computing', 'done', 'stopped')),
  share double precision not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  faults jsonb not null default '[]',
  report jsonb
);
select tenant_table('computations');
create index on computations (organization_id, started_at);
