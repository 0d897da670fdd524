-- What an integration's card says beyond its last attempt.
alter table integrations
  add column last_complete_at timestamptz(6),
  add column credentials_expire_at timestamptz(6),
  add column last_count integer,
  add column count_before integer,
  add column fields jsonb,
  add column field_drift jsonb;
