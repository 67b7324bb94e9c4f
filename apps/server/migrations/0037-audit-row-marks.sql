-- The seal of a batch says that something in it was touched; a short keyed mark of each row says which one.
alter table audit_batches add column row_marks bytea;
