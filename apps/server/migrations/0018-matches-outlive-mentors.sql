-- A mentor's removal takes the mentor's own rows, not the history of the people who were mentored: a match, and the
-- relationship that hangs on it, belong to the participant.

alter table matches drop constraint matches_organization_id_mentor_id_fkey;
