-- What the running program needs: commands that happened, sessions, links, drafts, jobs.

CREATE TABLE command (
    id BYTEA NOT NULL,
    actor BYTEA NOT NULL,
    at BIGINT NOT NULL,
    outcome BYTEA NOT NULL,
    PRIMARY KEY (id)
) CLUSTERED;

CREATE TABLE session (
    token_hash BYTEA NOT NULL,
    account BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (token_hash)
) CLUSTERED;
CREATE INDEX session_account ON session (account, created_at);

CREATE TABLE login (
    token BYTEA NOT NULL,
    account BYTEA NOT NULL,
    failures BIGINT NOT NULL,
    locked_until BIGINT,
    PRIMARY KEY (token)
) CLUSTERED;
CREATE INDEX login_account ON login (account);

CREATE TABLE link (
    token_hash BYTEA NOT NULL,
    account BYTEA NOT NULL,
    purpose BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (token_hash)
) CLUSTERED;
CREATE INDEX link_account ON link (account);

CREATE TABLE draft (
    account BYTEA NOT NULL,
    id BYTEA NOT NULL,
    changed_at BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (account, id)
) CLUSTERED;

CREATE TABLE job (
    id BYTEA NOT NULL,
    kind TEXT NOT NULL,
    due BIGINT NOT NULL,
    claimed_by BYTEA,
    claimed_until BIGINT,
    attempts BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (id)
) CLUSTERED;
CREATE INDEX job_due ON job (due, id);

-- postgres: ALTER TABLE session SET (fillfactor = 80);
-- postgres: ALTER TABLE job SET (fillfactor = 80);
