-- What is folded from the chain: routing columns in the clear, everything else sealed.

CREATE TABLE record (
    id BYTEA NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT,
    urgency BIGINT,
    owner BYTEA,
    team BYTEA,
    place TEXT,
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    next_due BIGINT,
    open_tasks BIGINT NOT NULL,
    code_token BYTEA,
    access BYTEA NOT NULL,
    PRIMARY KEY (id)
) CLUSTERED;
CREATE UNIQUE INDEX record_code ON record (code_token) WHERE code_token IS NOT NULL;
-- One pair for each branch of a list scope: by the latest change, and by the next due time (none comes last).
-- What has no owner, team or place is in none of their branches.
CREATE INDEX record_kind_changed ON record (kind, changed_at, id);
CREATE INDEX record_kind_due ON record (kind, COALESCE(next_due, 9223372036854775807), id);
CREATE INDEX record_owner_changed ON record (owner, kind, changed_at, id) WHERE owner IS NOT NULL;
CREATE INDEX record_owner_due ON record (owner, kind, COALESCE(next_due, 9223372036854775807), id) WHERE owner IS NOT NULL;
CREATE INDEX record_team_changed ON record (team, kind, changed_at, id) WHERE team IS NOT NULL;
CREATE INDEX record_team_due ON record (team, kind, COALESCE(next_due, 9223372036854775807), id) WHERE team IS NOT NULL;
CREATE INDEX record_place_changed ON record (place, kind, changed_at, id) WHERE place IS NOT NULL;
CREATE INDEX record_place_due ON record (place, kind, COALESCE(next_due, 9223372036854775807), id) WHERE place IS NOT NULL;

CREATE TABLE summary (
    record BYTEA NOT NULL,
    slot BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (record, slot)
) CLUSTERED;

CREATE TABLE task (
    id BYTEA NOT NULL,
    record BYTEA NOT NULL,
    slot BYTEA NOT NULL,
    assignee BYTEA,
    team BYTEA,
    owner_of_record BYTEA,
    due BIGINT NOT NULL,
    closed_at BIGINT,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (id)
) CLUSTERED;
CREATE INDEX task_record ON task (record, due, id);
CREATE INDEX task_assignee ON task (assignee, due, id) WHERE closed_at IS NULL AND assignee IS NOT NULL;
CREATE INDEX task_team ON task (team, due, id) WHERE closed_at IS NULL AND team IS NOT NULL;
CREATE INDEX task_owner ON task (owner_of_record, due, id) WHERE closed_at IS NULL AND owner_of_record IS NOT NULL;
CREATE INDEX task_due ON task (due, id) WHERE closed_at IS NULL;

CREATE TABLE relation (
    record BYTEA NOT NULL,
    party BYTEA NOT NULL,
    until BIGINT,
    PRIMARY KEY (record, party)
) CLUSTERED;
CREATE INDEX relation_party ON relation (party, until, record);

CREATE TABLE token (
    kind BIGINT NOT NULL,
    token BYTEA NOT NULL,
    record BYTEA NOT NULL,
    slot BYTEA NOT NULL,
    epoch BIGINT NOT NULL,
    PRIMARY KEY (kind, token, record, slot)
) CLUSTERED;
CREATE INDEX token_record ON token (record, slot);

-- postgres: ALTER TABLE record SET (fillfactor = 80);
-- postgres: ALTER TABLE summary SET (fillfactor = 80);
-- postgres: ALTER TABLE summary ALTER COLUMN sealed SET STORAGE EXTERNAL;
