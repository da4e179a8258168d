"""stakeholders

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("short", sa.String(length=80), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("kind IN ('line', 'application', 'theme')", name=op.f("ck_action_lines_kind")),
        sa.ForeignKeyConstraint(["parent_id"], ["action_lines.id"], name=op.f("fk_action_lines_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_lines")),
        sa.UniqueConstraint("key", name=op.f("uq_action_lines_key")),
    )
    with op.batch_alter_table("action_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_lines_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "constituencies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("floor_group", sa.String(length=40), nullable=False),
        sa.Column("basis_text", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_constituencies")),
        sa.UniqueConstraint("key", name=op.f("uq_constituencies_key")),
    )
    op.create_table(
        "meeting_kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("webcast", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("right_of_named", sa.String(length=10), nullable=True),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_kinds")),
        sa.UniqueConstraint("key", name=op.f("uq_meeting_kinds_key")),
    )
    op.create_table(
        "organization_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("member_keys", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_groups")),
        sa.UniqueConstraint("key", name=op.f("uq_organization_groups_key")),
    )
    op.create_table(
        "bases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("from_session", sa.Integer(), nullable=False),
        sa.Column("to_session", sa.Integer(), nullable=True),
        sa.Column("held_by", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("held_by IN ('constituency', 'listed')", name=op.f("ck_bases_held_by")),
        sa.CheckConstraint(
            "to_session IS NULL OR from_session <= to_session", name=op.f("ck_bases_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["constituency_id"], ["constituencies.id"], name=op.f("fk_bases_constituency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bases")),
        sa.UniqueConstraint("key", name=op.f("uq_bases_key")),
    )
    with op.batch_alter_table("bases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bases_constituency_id"), ["constituency_id"], unique=False)

    op.create_table(
        "organizations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("acronym", sa.String(length=40), nullable=False),
        sa.Column("acronyms", sa.JSON(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("fallback", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("parent_key", sa.String(length=40), nullable=True),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("founded_year", sa.Integer(), nullable=True),
        sa.Column("ended_year", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "ended_year IS NULL OR founded_year <= ended_year", name=op.f("ck_organizations_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["constituency_id"], ["constituencies.id"], name=op.f("fk_organizations_constituency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("key", name=op.f("uq_organizations_key")),
    )
    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organizations_constituency_id"), ["constituency_id"], unique=False)

    op.create_table(
        "participation_rights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_kind_id", sa.Integer(), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.Column("right", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "\"right\" IN ('decide', 'speak', 'attend', 'silent', 'closed')", name=op.f("ck_participation_rights_right")
        ),
        sa.ForeignKeyConstraint(
            ["constituency_id"], ["constituencies.id"], name=op.f("fk_participation_rights_constituency_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_kind_id"], ["meeting_kinds.id"], name=op.f("fk_participation_rights_meeting_kind_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_rights")),
        sa.UniqueConstraint(
            "meeting_kind_id", "constituency_id", name=op.f("uq_participation_rights_meeting_kind_id_constituency_id")
        ),
    )
    with op.batch_alter_table("participation_rights", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participation_rights_constituency_id"), ["constituency_id"], unique=False)

    op.create_table(
        "bases_held",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("basis_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["basis_id"], ["bases.id"], name=op.f("fk_bases_held_basis_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_bases_held_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bases_held")),
        sa.UniqueConstraint("organization_id", "basis_id", name=op.f("uq_bases_held_organization_id_basis_id")),
    )
    with op.batch_alter_table("bases_held", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bases_held_basis_id"), ["basis_id"], unique=False)

    op.create_table(
        "mandates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("role IN ('named', 'lead', 'co')", name=op.f("ck_mandates_role")),
        sa.CheckConstraint("until IS NULL OR since <= until", name=op.f("ck_mandates_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["line_id"], ["action_lines.id"], name=op.f("fk_mandates_line_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_mandates_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates")),
        sa.UniqueConstraint(
            "line_id", "organization_id", "role", "since", name=op.f("uq_mandates_line_id_organization_id_role_since")
        ),
    )
    with op.batch_alter_table("mandates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mandates_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mandates_organization_id"), ["organization_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("mandates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mandates_organization_id"))
        batch_op.drop_index(batch_op.f("ix_mandates_line_id"))

    op.drop_table("mandates")
    with op.batch_alter_table("bases_held", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bases_held_basis_id"))

    op.drop_table("bases_held")
    with op.batch_alter_table("participation_rights", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_rights_constituency_id"))

    op.drop_table("participation_rights")
    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organizations_constituency_id"))

    op.drop_table("organizations")
    with op.batch_alter_table("bases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bases_constituency_id"))

    op.drop_table("bases")
    op.drop_table("organization_groups")
    op.drop_table("meeting_kinds")
    op.drop_table("constituencies")
    with op.batch_alter_table("action_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_lines_parent_id"))

    op.drop_table("action_lines")
