"""who was put into a delegation and has not answered yet, names as the list writes them, one open request

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("delegation_members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("typed_name", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("put_by", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_delegation_members_registration_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_delegation_members_delegation_id_registration_id"), ["delegation_id", "registration_id"]
        )
        batch_op.create_index(batch_op.f("ix_delegation_members_registration_id"), ["registration_id"], unique=False)
    with op.batch_alter_table("affiliations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("typed_name", sa.String(length=120), nullable=False, server_default=""))
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("listed_name", sa.String(length=120), nullable=False, server_default=""))
    with op.batch_alter_table("change_requests", schema=None) as batch_op:
        batch_op.create_index(
            "uq_change_requests_open",
            ["registration_id"],
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("change_requests", schema=None) as batch_op:
        batch_op.drop_index("uq_change_requests_open")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_column("listed_name")
    with op.batch_alter_table("affiliations", schema=None) as batch_op:
        batch_op.drop_column("typed_name")
    with op.batch_alter_table("delegation_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegation_members_registration_id"))
        batch_op.drop_constraint(batch_op.f("uq_delegation_members_delegation_id_registration_id"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_delegation_members_registration_id"), ["registration_id"])
        batch_op.drop_column("answered_at")
        batch_op.drop_column("put_by")
        batch_op.drop_column("typed_name")
