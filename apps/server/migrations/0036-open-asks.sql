-- Signals look only at asks that nobody has answered yet, of five a person one or two, and at the few check-ins in which
-- something was asked for.
create index asks_open on asks (organization_id, participant_id) where ended_at is null;
create index check_ins_asking on check_ins (organization_id, participant_id, local_on) where needs <> '{}';
