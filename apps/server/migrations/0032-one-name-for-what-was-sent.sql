-- What was sent under an id is kept under one name in every table, and keyed like everywhere else.
alter table attention_actions rename column body_hash to body_index;
