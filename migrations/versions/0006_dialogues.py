"""dialogues

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "time_limits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_time_limits_seconds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_limits")),
        sa.UniqueConstraint("key", name=op.f("uq_time_limits_key")),
    )
    op.create_table(
        "dialogues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("policy", sa.String(length=20), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("policy IN ('rotation', 'protocol')", name=op.f("ck_dialogues_policy")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_dialogues_minutes")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_dialogues_edition_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_dialogues_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_dialogues_meeting_id")),
    )
    with op.batch_alter_table("dialogues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogues_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "dialogue_partners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogues.id"], name=op.f("fk_dialogue_partners_dialogue_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_dialogue_partners_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_partners")),
        sa.UniqueConstraint(
            "dialogue_id", "organization_id", name=op.f("uq_dialogue_partners_dialogue_id_organization_id")
        ),
    )
    with op.batch_alter_table("dialogue_partners", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_partners_organization_id"), ["organization_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("dialogue_partners", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_partners_organization_id"))

    op.drop_table("dialogue_partners")
    with op.batch_alter_table("dialogues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogues_edition_id"))

    op.drop_table("dialogues")
    op.drop_table("time_limits")
