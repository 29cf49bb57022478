-- What cannot be made again: the keys, the sealed events, the ledger over them, and what it proves.
-- One text for both databases: see schema.rs for the few words that are translated.

CREATE TABLE meta (
    key TEXT NOT NULL,
    value BYTEA NOT NULL,
    PRIMARY KEY (key)
) CLUSTERED;

CREATE TABLE protocol_version (
    hash BYTEA NOT NULL,
    version TEXT NOT NULL,
    activated_at BIGINT,
    files BYTEA NOT NULL,
    PRIMARY KEY (hash)
) CLUSTERED;

CREATE TABLE slot (
    record BYTEA NOT NULL,
    slot BYTEA NOT NULL,
    epoch BIGINT NOT NULL,
    wrap BYTEA,
    label BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (record, slot)
) CLUSTERED;

CREATE TABLE event (
    record BYTEA NOT NULL,
    slot BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    event_id BYTEA NOT NULL,
    position BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor BYTEA NOT NULL,
    format BIGINT NOT NULL,
    wrap BYTEA,
    sealed BYTEA NOT NULL,
    leaf BYTEA NOT NULL,
    PRIMARY KEY (record, slot, seq)
) CLUSTERED;
CREATE UNIQUE INDEX event_position ON event (position);

CREATE TABLE leaf (
    position BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    source BIGINT NOT NULL,
    PRIMARY KEY (position)
) CLUSTERED;

CREATE TABLE head (
    size BIGINT NOT NULL,
    peaks BYTEA NOT NULL,
    root BYTEA NOT NULL,
    at BIGINT NOT NULL,
    signature BYTEA NOT NULL
) PLAIN;

CREATE TABLE checkpoint (
    size BIGINT NOT NULL,
    root BYTEA NOT NULL,
    at BIGINT NOT NULL,
    signature BYTEA NOT NULL,
    PRIMARY KEY (size)
) CLUSTERED;

CREATE TABLE reading (
    id BYTEA NOT NULL,
    position BIGINT,
    at BIGINT NOT NULL,
    actor BYTEA NOT NULL,
    slot BYTEA NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (id)
) CLUSTERED;
CREATE INDEX reading_position ON reading (position, id);
CREATE INDEX reading_at ON reading (at, id);
CREATE INDEX reading_actor ON reading (actor, at, id);

CREATE TABLE reading_token (
    token BYTEA NOT NULL,
    month BIGINT NOT NULL,
    reading BYTEA NOT NULL,
    PRIMARY KEY (token, month, reading)
) CLUSTERED;

-- Ciphertext does not compress.
-- postgres: ALTER TABLE event ALTER COLUMN sealed SET STORAGE EXTERNAL;
-- postgres: ALTER TABLE reading ALTER COLUMN sealed SET STORAGE EXTERNAL;
-- The head is updated by every batch: room for the next version on the same page.
-- postgres: ALTER TABLE head SET (fillfactor = 10, autovacuum_vacuum_threshold = 1000);
-- postgres: ALTER TABLE slot SET (fillfactor = 80);
