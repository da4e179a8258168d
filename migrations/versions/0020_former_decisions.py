"""accreditation: decisions that others have replaced, each with its reason

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from foundation.db import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("basis_id", sa.Integer(), nullable=True),
        sa.Column("from_session", sa.Integer(), nullable=True),
        sa.Column("to_session", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("replaced_at", Instant(), nullable=False),
        sa.CheckConstraint("state IN ('approved', 'on_hold', 'refused')", name=op.f("ck_former_decisions_state")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["accreditation_applications.id"],
            name=op.f("fk_former_decisions_application_id_accreditation_applications"),
        ),
        sa.ForeignKeyConstraint(["basis_id"], ["bases.id"], name=op.f("fk_former_decisions_basis_id_bases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_decisions")),
    )
    op.create_index(op.f("ix_former_decisions_application_id"), "former_decisions", ["application_id"])
    op.create_index(op.f("ix_former_decisions_basis_id"), "former_decisions", ["basis_id"])


def downgrade() -> None:
    op.drop_table("former_decisions")
