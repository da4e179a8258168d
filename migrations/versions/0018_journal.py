"""the journal: the edition of a line, and no line is changed or deleted; who took a role back

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

JOURNAL = sa.table(
    "journal",
    sa.column("id", sa.Integer),
    sa.column("subject_kind", sa.String),
    sa.column("subject_key", sa.String),
    sa.column("edition", sa.String),
    sa.column("facts", sa.JSON),
)
WORDS = "no line of the journal is changed or deleted"
WITHIN = ("meeting", "segment", "window", "closure", "building", "seat")
"""What was named as "<edition>/<key>" before lines had their edition."""


def upgrade() -> None:
    with op.batch_alter_table("grants") as batch_op:
        batch_op.add_column(sa.Column("revoked_by", sa.String(length=80), server_default="", nullable=False))
    with op.batch_alter_table("journal") as batch_op:
        batch_op.add_column(sa.Column("edition", sa.String(length=20), nullable=True))
        batch_op.create_index(batch_op.f("ix_journal_edition_id"), ["edition", "id"])
    _tell_editions()
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER journal_no_{deed.lower()} BEFORE {deed} ON journal "
                f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        # REPLACE deletes without asking the trigger of deleting.
        op.execute(
            "CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal "
            "WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
    else:
        op.execute(
            "CREATE FUNCTION journal_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'check_violation'; END $$"
        )
        op.execute(
            "CREATE TRIGGER journal_stays BEFORE UPDATE OR DELETE ON journal "
            "FOR EACH ROW EXECUTE FUNCTION journal_stays()"
        )
        op.execute(
            "CREATE TRIGGER journal_is_not_emptied BEFORE TRUNCATE ON journal "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_stays()"
        )


def _tell_editions() -> None:
    """Lines of before say their edition in their facts, or in the key of their subject."""
    bind = op.get_bind()
    for line in bind.execute(sa.select(JOURNAL)).all():
        facts = json.loads(line.facts) if isinstance(line.facts, str) else line.facts or {}
        edition = facts.get("edition")
        if edition is None and line.subject_kind == "edition":
            edition = line.subject_key
        if edition is None and line.subject_kind in WITHIN and "/" in line.subject_key:
            edition = line.subject_key.partition("/")[0]
        if edition is not None:
            bind.execute(sa.update(JOURNAL).where(JOURNAL.c.id == line.id).values(edition=str(edition)[:20]))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER journal_no_{deed}")
    else:
        op.execute("DROP TRIGGER journal_is_not_emptied ON journal")
        op.execute("DROP TRIGGER journal_stays ON journal")
        op.execute("DROP FUNCTION journal_stays()")
    with op.batch_alter_table("journal") as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_edition_id"))
        batch_op.drop_column("edition")
    with op.batch_alter_table("grants") as batch_op:
        batch_op.drop_column("revoked_by")
