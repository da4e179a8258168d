"""changes of the draft, waivers, urgent notices, revisions

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("meeting_key", sa.String(length=40), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_draft_changes_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_changes")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_draft_changes_edition_id_number")),
    )
    with op.batch_alter_table("draft_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_changes_edition_id_actor"), ["edition_id", "actor"], unique=False)
    op.create_table(
        "waivers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("broken_key", sa.String(length=300), nullable=False),
        sa.Column("sentence", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_waivers_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
    )
    with op.batch_alter_table("waivers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_waivers_edition_id_broken_key"), ["edition_id", "broken_key"], unique=False
        )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("meeting_key", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("text_language", sa.String(length=8), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_notices_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_version_id"), ["version_id"], unique=False)
    op.create_table(
        "organizer_limits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("meetings > 0", name=op.f("ck_organizer_limits_meetings")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_organizer_limits_edition_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_organizer_limits_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizer_limits")),
        sa.UniqueConstraint(
            "edition_id", "organization_id", name=op.f("uq_organizer_limits_edition_id_organization_id")
        ),
    )
    with op.batch_alter_table("organizer_limits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organizer_limits_organization_id"), ["organization_id"], unique=False)
    op.create_table(
        "interpretation_capacities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=False),
        sa.Column("units_per_day", sa.Integer(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("units_per_day >= 0", name=op.f("ck_interpretation_capacities_units_per_day")),
        sa.ForeignKeyConstraint(
            ["building_id"], ["buildings.id"], name=op.f("fk_interpretation_capacities_building_id")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_interpretation_capacities_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpretation_capacities")),
        sa.UniqueConstraint(
            "edition_id", "building_id", name=op.f("uq_interpretation_capacities_edition_id_building_id")
        ),
    )
    with op.batch_alter_table("interpretation_capacities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interpretation_capacities_building_id"), ["building_id"], unique=False)
    with op.batch_alter_table("buildings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default=sa.text("1")))
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default=sa.text("1")))
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default=sa.text("1")))
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default=sa.text("1")))
    with op.batch_alter_table("segments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default=sa.text("1")))


def downgrade() -> None:
    with op.batch_alter_table("segments", schema=None) as batch_op:
        batch_op.drop_column("revision")
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.drop_column("revision")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_column("revision")
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.drop_column("revision")
    with op.batch_alter_table("buildings", schema=None) as batch_op:
        batch_op.drop_column("revision")
    op.drop_table("interpretation_capacities")
    op.drop_table("organizer_limits")
    op.drop_table("notices")
    op.drop_table("waivers")
    op.drop_table("draft_changes")
