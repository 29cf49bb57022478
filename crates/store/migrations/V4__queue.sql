-- The queue of a team: its open tasks that nobody was given.

DROP INDEX task_team;
CREATE INDEX task_team ON task (team, due, id) WHERE closed_at IS NULL AND team IS NOT NULL AND assignee IS NULL;
