/** What the product has to do, without the product: the least that PostgreSQL needs for it, one statement a step. */

export const CREATE_TABLES = `
  create table users (
    id uuid primary key default uuidv7(),
    email text not null,
    given_name text, family_name text, status text,
    profile jsonb not null default '{}', provenance jsonb not null default '{}'
  );
  create unique index on users (email);
  create unlogged table staged (
    external_id text, status text, raw_status text, email text, employee_number text,
    profile jsonb, raw jsonb, content_hash bytea
  );
  create table accounts (
    id uuid primary key default uuidv7(),
    source smallint not null,
    external_id text not null, status text not null, raw_status text not null, email text, employee_number text,
    profile jsonb not null, raw jsonb not null, content_hash bytea not null,
    user_id uuid, changed_at timestamptz not null default now()
  );
  create unique index on accounts (source, external_id);
  create index on accounts (email);
  create index on accounts (user_id);
`;

export const COLUMNS = "external_id, status, raw_status, email, employee_number, profile, raw, content_hash";

/** $1: the source. Rows that are the same already are compared and not written. */
export const UPSERT_ACCOUNTS = `
  insert into accounts as known (source, ${COLUMNS})
  select $1::smallint, ${COLUMNS} from staged
  on conflict (source, external_id) do update set
    status = excluded.status, raw_status = excluded.raw_status, email = excluded.email,
    employee_number = excluded.employee_number, profile = excluded.profile, raw = excluded.raw,
    content_hash = excluded.content_hash, changed_at = now()
  where known.content_hash is distinct from excluded.content_hash`;

/** $1: the source. */
export const CREATE_USERS = `
  insert into users (email)
  select email from accounts where source = $1::smallint and email is not null
  on conflict (email) do nothing`;

/** $1: the source. */
export const LINK_ACCOUNTS = `
  update accounts set user_id = users.id
  from users
  where accounts.source = $1::smallint and accounts.user_id is null and users.email = accounts.email`;

/**
 * $1: the sources in their order. Each field comes from the first listed source that says something; only Users that
 * differ are written.
 */
export const RESOLVE_USERS = `
  with ranked as (
    select user_id, id, status, profile,
      row_number() over (partition by user_id order by array_position($1::smallint[], source)) as rank
    from accounts where user_id is not null
  ), best as (
    select user_id,
      coalesce(min(profile->>'givenName') filter (where rank = 1), min(profile->>'givenName') filter (where rank = 2), min(profile->>'givenName') filter (where rank = 3)) as given_name,
      coalesce(min(profile->>'familyName') filter (where rank = 1), min(profile->>'familyName') filter (where rank = 2), min(profile->>'familyName') filter (where rank = 3)) as family_name,
      min(status) filter (where rank = 1) as status,
      jsonb_build_object(
        'title', coalesce(min(profile->>'title') filter (where rank = 1), min(profile->>'title') filter (where rank = 2), min(profile->>'title') filter (where rank = 3)),
        'department', coalesce(min(profile->>'department') filter (where rank = 1), min(profile->>'department') filter (where rank = 2), min(profile->>'department') filter (where rank = 3))
      ) as profile,
      jsonb_build_object('givenName', min(id::text) filter (where rank = 1), 'title', min(id::text) filter (where rank = 1)) as provenance
    from ranked group by user_id
  )
  update users set
    given_name = best.given_name, family_name = best.family_name, status = best.status,
    profile = best.profile, provenance = best.provenance
  from best
  where users.id = best.user_id
    and (users.given_name, users.family_name, users.status, users.profile, users.provenance)
      is distinct from (best.given_name, best.family_name, best.status, best.profile, best.provenance)`;
