"""organizations merged, terms of focal points, accreditation, seals

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

PURPOSES = "purpose IN ('verify', 'sign_in', 'password', 'address', 'place', 'invited')"
FORMER_PURPOSES = "purpose IN ('verify', 'sign_in', 'password', 'address')"
STATUS = "status IN ('', 'general', 'special', 'roster')"


def upgrade() -> None:
    op.create_table(
        "kept_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_kept_files")),
    )

    op.create_table(
        "person_keys",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_person_keys")),
    )

    op.create_table(
        "accreditation_applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("basis_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("status_number", sa.String(length=40), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_by_id", sa.Integer(), nullable=True),
        sa.Column("pre_approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pre_approved_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("from_session", sa.Integer(), nullable=True),
        sa.Column("to_session", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state IN ('new', 'pre_approved', 'approved', 'on_hold', 'refused', 'withdrawn')",
            name=op.f("ck_accreditation_applications_state"),
        ),
        sa.CheckConstraint(
            "to_session IS NULL OR from_session <= to_session",
            name=op.f("ck_accreditation_applications_ends_after_it_begins"),
        ),
        sa.ForeignKeyConstraint(
            ["applied_by_id"], ["accounts.id"], name=op.f("fk_accreditation_applications_applied_by_id")
        ),
        sa.ForeignKeyConstraint(["basis_id"], ["bases.id"], name=op.f("fk_accreditation_applications_basis_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_accreditation_applications_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation_applications")),
        sa.UniqueConstraint("key", name=op.f("uq_accreditation_applications_key")),
    )

    with op.batch_alter_table("accreditation_applications", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accreditation_applications_applied_by_id"), ["applied_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_accreditation_applications_basis_id"), ["basis_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_accreditation_applications_organization_id_session"),
            ["organization_id", "session"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_accreditation_applications_session_state"), ["session", "state"], unique=False
        )

    op.create_table(
        "focal_point_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'verified', 'declined', 'taken_back', 'ended')", name=op.f("ck_focal_point_terms_state")
        ),
        sa.CheckConstraint("until IS NULL OR since <= until", name=op.f("ck_focal_point_terms_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_focal_point_terms_account_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_focal_point_terms_grant_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_focal_point_terms_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focal_point_terms")),
    )

    with op.batch_alter_table("focal_point_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_focal_point_terms_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_focal_point_terms_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_focal_point_terms_organization_id_state"), ["organization_id", "state"], unique=False
        )

    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.String(length=80), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["gone_id"], ["organizations.id"], name=op.f("fk_merges_gone_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["organizations.id"], name=op.f("fk_merges_kept_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )

    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merges_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "accreditation_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["accreditation_applications.id"], name=op.f("fk_accreditation_papers_application_id")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["kept_files.sha256"], name=op.f("fk_accreditation_papers_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation_papers")),
    )

    with op.batch_alter_table("accreditation_papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accreditation_papers_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_accreditation_papers_sha256"), ["sha256"], unique=False)

    with op.batch_alter_table("bases_held", schema=None) as batch_op:
        batch_op.add_column(sa.Column("from_session", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("to_session", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("application_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_bases_held_application_id"), ["application_id"], unique=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_bases_held_ends_after_it_begins"), "to_session IS NULL OR from_session <= to_session"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_bases_held_application_id"), "accreditation_applications", ["application_id"], ["id"]
        )

    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holds_from", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("holds_until", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("mailed_links", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_mailed_links_purpose"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_mailed_links_purpose"), PURPOSES)

    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other_names", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("status", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("status_number", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_organizations_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_check_constraint(batch_op.f("ck_organizations_status"), STATUS)
        batch_op.create_check_constraint(batch_op.f("ck_organizations_merged_into_another"), "merged_into_id <> id")
        batch_op.create_foreign_key(
            batch_op.f("fk_organizations_merged_into_id"), "organizations", ["merged_into_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_organizations_status"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_organizations_merged_into_another"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_organizations_merged_into_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_organizations_merged_into_id"))
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("status_number")
        batch_op.drop_column("status")
        batch_op.drop_column("other_names")

    op.execute("DELETE FROM mailed_links WHERE purpose IN ('place', 'invited')")

    with op.batch_alter_table("mailed_links", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_mailed_links_purpose"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_mailed_links_purpose"), FORMER_PURPOSES)
        batch_op.drop_column("about")

    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_column("holds_until")
        batch_op.drop_column("holds_from")

    with op.batch_alter_table("bases_held", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_bases_held_ends_after_it_begins"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_bases_held_application_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_bases_held_application_id"))
        batch_op.drop_column("ended_at")
        batch_op.drop_column("application_id")
        batch_op.drop_column("to_session")
        batch_op.drop_column("from_session")

    op.drop_table("accreditation_papers")

    op.drop_table("merges")

    op.drop_table("focal_point_terms")

    op.drop_table("accreditation_applications")

    op.drop_table("person_keys")

    op.drop_table("kept_files")
