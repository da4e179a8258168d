"""decisions on many: how each registration stood before, so that all of it can be taken back

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("bulk_decisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("before", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("undoes_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_bulk_decisions_undoes_id_bulk_decisions"), "bulk_decisions", ["undoes_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_bulk_decisions_undoes_id"), ["undoes_id"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("bulk_decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bulk_decisions_undoes_id"))
        batch_op.drop_constraint(batch_op.f("fk_bulk_decisions_undoes_id_bulk_decisions"), type_="foreignkey")
        batch_op.drop_column("undoes_id")
        batch_op.drop_column("before")
