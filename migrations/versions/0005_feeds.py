"""feeds

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_blocks",
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("recipe", sa.String(length=16), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("uid", "language", "sequence", "recipe", name=op.f("pk_feed_blocks")),
    )
    op.create_table(
        "feed_states",
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("body_hash", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_feed_states")),
    )
    op.create_table(
        "feed_selections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("letters", sa.String(length=8), nullable=False),
        sa.Column("selection", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_feed_selections_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_selections")),
        sa.UniqueConstraint("edition_id", "letters", name=op.f("uq_feed_selections_edition_id_letters")),
    )


def downgrade() -> None:
    op.drop_table("feed_selections")
    op.drop_table("feed_states")
    op.drop_table("feed_blocks")
