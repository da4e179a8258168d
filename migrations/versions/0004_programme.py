"""programme

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "role_holders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=160), nullable=False),
        sa.Column("remote_zone", sa.String(length=60), nullable=False),
        sa.Column("unavailable", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_role_holders_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_holders")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_role_holders_edition_id_key")),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_versions_number")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_versions_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_versions_edition_id_number")),
    )
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.create_index(
            "uq_versions_current",
            ["edition_id"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "version_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("when", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.CheckConstraint("state IN ('scheduled', 'cancelled', 'withdrawn')", name=op.f("ck_version_entries_state")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_version_entries_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_entries")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_version_entries_version_id_key")),
    )
    with op.batch_alter_table("version_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_entries_uid"), ["uid"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind_key", sa.String(length=40), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("title_language", sa.String(length=8), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("when", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("building_id", sa.Integer(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("captions", sa.Boolean(), nullable=True),
        sa.Column("sign", sa.Boolean(), nullable=False),
        sa.Column("hybrid", sa.Boolean(), nullable=True),
        sa.Column("accessible", sa.Boolean(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("attendance", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("window_from", sa.Date(), nullable=True),
        sa.Column("window_to", sa.Date(), nullable=True),
        sa.Column("preferred_on", sa.Date(), nullable=True),
        sa.Column("asked_building_id", sa.Integer(), nullable=True),
        sa.Column("asked_room_id", sa.Integer(), nullable=True),
        sa.Column("remote_from", sa.Time(), nullable=True),
        sa.Column("remote_to", sa.Time(), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("agenda_items", sa.JSON(), nullable=False),
        sa.Column("seat_limit", sa.JSON(), nullable=True),
        sa.Column("stands_for_session", sa.Integer(), nullable=True),
        sa.Column("partner", sa.String(length=120), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("state IN ('scheduled', 'cancelled')", name=op.f("ck_meetings_state")),
        sa.CheckConstraint("\"when\" <> 'undated' OR starts_at IS NULL", name=op.f("ck_meetings_undated_has_none")),
        sa.CheckConstraint("\"when\" = 'undated' OR starts_at IS NOT NULL", name=op.f("ck_meetings_dated_has_a_start")),
        sa.CheckConstraint("\"when\" IN ('undated', 'day', 'timed', 'days')", name=op.f("ck_meetings_when")),
        sa.CheckConstraint(
            "\"when\" NOT IN ('timed', 'days') OR ends_at IS NOT NULL", name=op.f("ck_meetings_timed_has_an_end")
        ),
        sa.CheckConstraint("audience IS NULL OR audience > 0", name=op.f("ck_meetings_audience")),
        sa.CheckConstraint("ends_at IS NULL OR starts_at < ends_at", name=op.f("ck_meetings_ends_after_it_begins")),
        sa.CheckConstraint("minutes IS NULL OR minutes > 0", name=op.f("ck_meetings_minutes")),
        sa.ForeignKeyConstraint(["asked_building_id"], ["buildings.id"], name=op.f("fk_meetings_asked_building_id")),
        sa.ForeignKeyConstraint(["asked_room_id"], ["rooms.id"], name=op.f("fk_meetings_asked_room_id")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_meetings_building_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_meetings_edition_id")),
        sa.ForeignKeyConstraint(["kind_key"], ["meeting_kinds.key"], name=op.f("fk_meetings_kind_key")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_meetings_room_id")),
        sa.ForeignKeyConstraint(["segment_id"], ["segments.id"], name=op.f("fk_meetings_segment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_meetings_edition_id_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_meetings_uid")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetings_asked_building_id"), ["asked_building_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_asked_room_id"), ["asked_room_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_building_id"), ["building_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_kind_key"), ["kind_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_room_id"), ["room_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_segment_id"), ["segment_id"], unique=False)

    op.create_table(
        "version_tags",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["version_entries.id"], name=op.f("fk_version_tags_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "kind", "key", name=op.f("pk_version_tags")),
    )
    with op.batch_alter_table("version_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_tags_kind_key"), ["kind", "key"], unique=False)

    op.create_table(
        "meeting_bodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('organizer', 'co', 'partner')", name=op.f("ck_meeting_bodies_role")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_bodies_meeting_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_meeting_bodies_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_bodies")),
        sa.UniqueConstraint(
            "meeting_id", "organization_id", "role", name=op.f("uq_meeting_bodies_meeting_id_organization_id_role")
        ),
    )
    with op.batch_alter_table("meeting_bodies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_bodies_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "meeting_constituencies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("constituency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["constituency_id"], ["constituencies.id"], name=op.f("fk_meeting_constituencies_constituency_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_constituencies_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_constituencies")),
        sa.UniqueConstraint(
            "meeting_id", "constituency_id", name=op.f("uq_meeting_constituencies_meeting_id_constituency_id")
        ),
    )
    with op.batch_alter_table("meeting_constituencies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_constituencies_constituency_id"), ["constituency_id"], unique=False
        )

    op.create_table(
        "meeting_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["action_lines.id"], name=op.f("fk_meeting_lines_line_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_lines_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_lines")),
        sa.UniqueConstraint("meeting_id", "line_id", name=op.f("uq_meeting_lines_meeting_id_line_id")),
    )
    with op.batch_alter_table("meeting_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_lines_line_id"), ["line_id"], unique=False)

    op.create_table(
        "meeting_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("role_holder_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_people_meeting_id")),
        sa.ForeignKeyConstraint(["role_holder_id"], ["role_holders.id"], name=op.f("fk_meeting_people_role_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_people")),
        sa.UniqueConstraint("meeting_id", "role_holder_id", name=op.f("uq_meeting_people_meeting_id_role_holder_id")),
    )
    with op.batch_alter_table("meeting_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_people_role_holder_id"), ["role_holder_id"], unique=False)

    op.create_table(
        "meeting_relations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.CheckConstraint("kind IN ('after', 'apart')", name=op.f("ck_meeting_relations_kind")),
        sa.CheckConstraint("meeting_id <> other_id", name=op.f("ck_meeting_relations_two_meetings")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_relations_meeting_id")),
        sa.ForeignKeyConstraint(["other_id"], ["meetings.id"], name=op.f("fk_meeting_relations_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_relations")),
        sa.UniqueConstraint(
            "meeting_id", "other_id", "kind", name=op.f("uq_meeting_relations_meeting_id_other_id_kind")
        ),
    )
    with op.batch_alter_table("meeting_relations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_relations_other_id"), ["other_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("meeting_relations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_relations_other_id"))

    op.drop_table("meeting_relations")
    with op.batch_alter_table("meeting_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_people_role_holder_id"))

    op.drop_table("meeting_people")
    with op.batch_alter_table("meeting_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_lines_line_id"))

    op.drop_table("meeting_lines")
    with op.batch_alter_table("meeting_constituencies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_constituencies_constituency_id"))

    op.drop_table("meeting_constituencies")
    with op.batch_alter_table("meeting_bodies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_bodies_organization_id"))

    op.drop_table("meeting_bodies")
    with op.batch_alter_table("version_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_tags_kind_key"))

    op.drop_table("version_tags")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetings_segment_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_room_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_kind_key"))
        batch_op.drop_index(batch_op.f("ix_meetings_building_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_asked_room_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_asked_building_id"))

    op.drop_table("meetings")
    with op.batch_alter_table("version_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_entries_uid"))

    op.drop_table("version_entries")
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_versions_current", sqlite_where=sa.text("is_current"), postgresql_where=sa.text("is_current")
        )

    op.drop_table("versions")
    op.drop_table("role_holders")
