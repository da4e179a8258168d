"""registrations, seats, followed meetings

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("basis_id", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("mode IN ('on_site', 'online')", name=op.f("ck_registrations_mode")),
        sa.CheckConstraint(
            "state IN ('new', 'pre_approved', 'approved', 'on_hold', 'refused', 'withdrawn')",
            name=op.f("ck_registrations_state"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_registrations_account_id")),
        sa.ForeignKeyConstraint(["basis_id"], ["bases.id"], name=op.f("fk_registrations_basis_id")),
        sa.ForeignKeyConstraint(
            ["constituency_id"], ["constituencies.id"], name=op.f("fk_registrations_constituency_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_registrations_organization_id")
        ),
        sa.ForeignKeyConstraint(["segment_id"], ["segments.id"], name=op.f("fk_registrations_segment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("account_id", "segment_id", name=op.f("uq_registrations_account_id_segment_id")),
        sa.UniqueConstraint("key", name=op.f("uq_registrations_key")),
    )
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registrations_basis_id"), ["basis_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_constituency_id"), ["constituency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_segment_id"), ["segment_id"], unique=False)
    op.create_table(
        "seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offer_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("state IN ('seated', 'offered', 'waiting', 'cancelled')", name=op.f("ck_seats_state")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_seats_account_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_seats_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint("key", name=op.f("uq_seats_key")),
        sa.UniqueConstraint("meeting_id", "account_id", name=op.f("uq_seats_meeting_id_account_id")),
    )
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seats_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seats_meeting_id_state"), ["meeting_id", "state"], unique=False)
    op.create_table(
        "followed_meetings",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_followed_meetings_account_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_followed_meetings_meeting_id")),
        sa.PrimaryKeyConstraint("account_id", "meeting_id", name=op.f("pk_followed_meetings")),
    )
    with op.batch_alter_table("followed_meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_followed_meetings_meeting_id"), ["meeting_id"], unique=False)


def downgrade() -> None:
    op.drop_table("followed_meetings")
    op.drop_table("seats")
    op.drop_table("registrations")
