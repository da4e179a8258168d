"""quotas and waiting lists, the registrar's tools, delegations, lists of participants

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ONE_TARGET = "(meeting_id IS NULL) <> (segment_id IS NULL)"


def upgrade() -> None:
    op.create_table(
        "access_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'arranged', 'not_possible')", name=op.f("ck_access_needs_state")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_access_needs_account_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_access_needs_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_needs")),
        sa.UniqueConstraint("account_id", "edition_id", name=op.f("uq_access_needs_account_id_edition_id")),
    )

    with op.batch_alter_table("access_needs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_needs_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "bulk_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("passed_over", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'stopped')", name=op.f("ck_bulk_decisions_state")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_bulk_decisions_account_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_bulk_decisions_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_decisions")),
    )

    with op.batch_alter_table("bulk_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulk_decisions_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bulk_decisions_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_saved_filters_account_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_saved_filters_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint(
            "account_id", "edition_id", "name", name=op.f("uq_saved_filters_account_id_edition_id_name")
        ),
    )

    with op.batch_alter_table("saved_filters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_filters_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.CheckConstraint("state IN ('read', 'confirmed', 'done', 'dropped')", name=op.f("ck_imports_state")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_imports_account_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_imports_edition_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_imports_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )

    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imports_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_imports_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_imports_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=80), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_delegations_organization_id")),
        sa.ForeignKeyConstraint(["segment_id"], ["segments.id"], name=op.f("fk_delegations_segment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
        sa.UniqueConstraint("segment_id", "organization_id", name=op.f("uq_delegations_segment_id_organization_id")),
    )

    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegations_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.String(length=80), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "constituency_id IS NOT NULL OR organization_id IS NOT NULL OR account_id IS NOT NULL",
            name=op.f("ck_extensions_for_somebody"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_extensions_account_id")),
        sa.ForeignKeyConstraint(["constituency_id"], ["constituencies.id"], name=op.f("fk_extensions_constituency_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_extensions_organization_id")),
        sa.ForeignKeyConstraint(["segment_id"], ["segments.id"], name=op.f("fk_extensions_segment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extensions")),
    )

    with op.batch_alter_table("extensions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extensions_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extensions_constituency_id"), ["constituency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extensions_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extensions_segment_id"), ["segment_id"], unique=False)

    op.create_table(
        "participant_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint("kind IN ('provisional', 'final')", name=op.f("ck_participant_lists_kind")),
        sa.ForeignKeyConstraint(["segment_id"], ["segments.id"], name=op.f("fk_participant_lists_segment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant_lists")),
    )

    with op.batch_alter_table("participant_lists", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participant_lists_segment_id_number"), ["segment_id", "number"], unique=True
        )

    op.create_table(
        "change_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'made', 'refused', 'taken_back')", name=op.f("ck_change_requests_state")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_change_requests_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_requests")),
    )

    with op.batch_alter_table("change_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_requests_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_requests_state"), ["state"], unique=False)

    op.create_table(
        "delegation_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("may_speak", sa.Boolean(), nullable=False),
        sa.Column("speaks_for", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "rank IN ('head', 'member', 'alternate', 'adviser')", name=op.f("ck_delegation_members_rank")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_delegation_members_delegation_id")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_delegation_members_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_members")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_delegation_members_registration_id")),
    )

    with op.batch_alter_table("delegation_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_members_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index(
            "uq_delegation_members_head",
            ["delegation_id"],
            unique=True,
            sqlite_where=sa.text("rank = 'head'"),
            postgresql_where=sa.text("rank = 'head'"),
        )

    op.create_table(
        "host_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'confirmed', 'declined')", name=op.f("ck_host_answers_state")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_host_answers_meeting_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_host_answers_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_answers")),
        sa.UniqueConstraint("meeting_id", "organization_id", name=op.f("uq_host_answers_meeting_id_organization_id")),
    )

    with op.batch_alter_table("host_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_host_answers_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "join_links",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_join_links_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_join_links")),
    )

    op.create_table(
        "quotas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("constituency_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint("mode IN ('on_site', 'online')", name=op.f("ck_quotas_mode")),
        sa.CheckConstraint("(meeting_id IS NULL) <> (segment_id IS NULL)", name=op.f("ck_quotas_one_target")),
        sa.CheckConstraint("places >= 0", name=op.f("ck_quotas_places")),
        sa.ForeignKeyConstraint(["constituency_id"], ["constituencies.id"], name=op.f("fk_quotas_constituency_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_quotas_meeting_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_quotas_organization_id")),
        sa.ForeignKeyConstraint(["segment_id"], ["segments.id"], name=op.f("fk_quotas_segment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotas")),
    )

    with op.batch_alter_table("quotas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotas_constituency_id"), ["constituency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotas_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotas_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quotas_segment_id"), ["segment_id"], unique=False)

    op.create_table(
        "waiting_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("offer_hours", sa.Integer(), nullable=False),
        sa.CheckConstraint("(meeting_id IS NULL) <> (segment_id IS NULL)", name=op.f("ck_waiting_lists_one_target")),
        sa.CheckConstraint("offer_hours > 0", name=op.f("ck_waiting_lists_offer_hours")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_waiting_lists_meeting_id")),
        sa.ForeignKeyConstraint(["segment_id"], ["segments.id"], name=op.f("fk_waiting_lists_segment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_lists")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_waiting_lists_meeting_id")),
        sa.UniqueConstraint("segment_id", name=op.f("uq_waiting_lists_segment_id")),
    )

    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_step", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("registered_by", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("function", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("is_listed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.add_column(sa.Column("segment_id", sa.Integer(), nullable=True))
        batch_op.alter_column("meeting_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_seats_segment_id_state"), ["segment_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_seats_state_offer_ends_at"), ["state", "offer_ends_at"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_seats_segment_id_account_id"), ["segment_id", "account_id"])
        batch_op.create_check_constraint(batch_op.f("ck_seats_one_target"), ONE_TARGET)
        batch_op.create_foreign_key(batch_op.f("fk_seats_segment_id"), "segments", ["segment_id"], ["id"])


def downgrade() -> None:
    # What a place of a segment was has no room in the former table.
    op.execute("DELETE FROM seats WHERE meeting_id IS NULL")

    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_seats_one_target"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_seats_segment_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_seats_segment_id_account_id"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_seats_state_offer_ends_at"))
        batch_op.drop_index(batch_op.f("ix_seats_segment_id_state"))
        batch_op.alter_column("meeting_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("segment_id")

    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("is_listed")
        batch_op.drop_column("function")
        batch_op.drop_column("registered_by")
        batch_op.drop_column("next_step")

    op.drop_table("waiting_lists")

    op.drop_table("quotas")

    op.drop_table("join_links")

    op.drop_table("host_answers")

    op.drop_table("delegation_members")

    op.drop_table("change_requests")

    op.drop_table("participant_lists")

    op.drop_table("extensions")

    op.drop_table("delegations")

    op.drop_table("imports")

    op.drop_table("saved_filters")

    op.drop_table("bulk_decisions")

    op.drop_table("access_needs")
