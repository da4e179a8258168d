"""editions_and_venues

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "buildings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("short", sa.String(length=40), nullable=False),
        sa.Column("operator_key", sa.String(length=40), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("badge", sa.String(length=200), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buildings")),
        sa.UniqueConstraint("key", name=op.f("uq_buildings_key")),
    )
    op.create_table(
        "commission_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("report_symbol", sa.String(length=80), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on",
            name=op.f("ck_commission_sessions_ends_after_it_begins"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_sessions")),
        sa.UniqueConstraint("number", name=op.f("uq_commission_sessions_number")),
    )
    op.create_table(
        "day_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("theme", sa.String(length=200), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_marks")),
        sa.UniqueConstraint("year", "kind", name=op.f("uq_day_marks_year_kind")),
    )
    with op.batch_alter_table("day_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_day_marks_year"), ["year"], unique=False)

    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("symbol", sa.String(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_language", sa.String(length=8), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_key", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "subject_kind IN ('founding', 'session', 'meeting', 'body')", name=op.f("ck_documents_subject_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("key", name=op.f("uq_documents_key")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_documents_subject_kind_subject_key"), ["subject_kind", "subject_key"], unique=False
        )

    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("banner", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_editions_ends_after_it_begins")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("key", name=op.f("uq_editions_key")),
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("venue_keys", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name=op.f("ck_rounds_ends_after_it_begins")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("year", name=op.f("uq_rounds_year")),
    )
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["commission_sessions.id"], name=op.f("fk_agenda_items_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_agenda_items_session_id_number")),
    )
    op.create_table(
        "blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("starts < ends", name=op.f("ck_blocks_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_blocks_building_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_blocks_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocks")),
        sa.UniqueConstraint(
            "edition_id", "building_id", "position", name=op.f("uq_blocks_edition_id_building_id_position")
        ),
    )
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocks_building_id"), ["building_id"], unique=False)

    op.create_table(
        "moments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("hours", sa.String(length=60), nullable=False),
        sa.Column("organizer_keys", sa.JSON(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name=op.f("ck_moments_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_moments_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moments")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_moments_edition_id_key")),
    )
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("booths", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=40), nullable=False),
        sa.Column("accessible", sa.Boolean(), nullable=False),
        sa.Column("sign_booth", sa.Boolean(), nullable=False),
        sa.Column("hybrid", sa.Boolean(), nullable=False),
        sa.Column("captions", sa.Boolean(), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("booths >= 0", name=op.f("ck_rooms_booths")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_rooms_seats")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_rooms_building_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("key", name=op.f("uq_rooms_key")),
    )
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rooms_building_id"), ["building_id"], unique=False)

    op.create_table(
        "walks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_walks_two_buildings")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_walks_minutes")),
        sa.ForeignKeyConstraint(["first_id"], ["buildings.id"], name=op.f("fk_walks_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["buildings.id"], name=op.f("fk_walks_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walks")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_walks_first_id_second_id")),
    )
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walks_second_id"), ["second_id"], unique=False)

    op.create_table(
        "windows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("segment_key", sa.String(length=20), nullable=True),
        sa.Column("meeting_keys", sa.JSON(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_windows_closes_after_it_opens")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_windows_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_windows")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_windows_edition_id_key")),
    )
    op.create_table(
        "closures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("except_keys", sa.JSON(), nullable=False),
        sa.Column("override", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_closures_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_closures_building_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_closures_edition_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_closures_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_closures_edition_id_key")),
    )
    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closures_building_id"), ["building_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_closures_room_id"), ["room_id"], unique=False)

    op.create_table(
        "segments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("co_host_keys", sa.JSON(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("entry", sa.String(length=10), nullable=False),
        sa.Column("entry_note", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("sure", "likely", "illustrative", name="confidence", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("confidences", sa.JSON(), nullable=False),
        sa.CheckConstraint("entry IN ('open', 'basis')", name=op.f("ck_segments_entry")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_segments_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_segments_edition_id")),
        sa.ForeignKeyConstraint(["host_id"], ["organizations.id"], name=op.f("fk_segments_host_id")),
        sa.ForeignKeyConstraint(["session_id"], ["commission_sessions.id"], name=op.f("fk_segments_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segments")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_segments_edition_id_key")),
    )
    with op.batch_alter_table("segments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_segments_host_id"), ["host_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_segments_session_id"), ["session_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("segments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_segments_session_id"))
        batch_op.drop_index(batch_op.f("ix_segments_host_id"))

    op.drop_table("segments")
    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closures_room_id"))
        batch_op.drop_index(batch_op.f("ix_closures_building_id"))

    op.drop_table("closures")
    op.drop_table("windows")
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_walks_second_id"))

    op.drop_table("walks")
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rooms_building_id"))

    op.drop_table("rooms")
    op.drop_table("moments")
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blocks_building_id"))

    op.drop_table("blocks")
    op.drop_table("agenda_items")
    op.drop_table("rounds")
    op.drop_table("editions")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_documents_subject_kind_subject_key"))

    op.drop_table("documents")
    with op.batch_alter_table("day_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_day_marks_year"))

    op.drop_table("day_marks")
    op.drop_table("commission_sessions")
    op.drop_table("buildings")
