"""A table of people that is sent in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import Field, FileField

from events.delegations.rules.imports import MOST_NAME
from events.delegations.rules.tables import MOST_BYTES
from events.registration.rules.on_behalf import MOST_LATE
from foundation.forms import Form, Text, stop


class TableForm(Form):
    """The file, and why people are registered late where they are."""

    table = FileField(_("Table, as CSV"))
    late_reason = Text(_("Reason, if registration is closed"), most=MOST_LATE)

    def validate_table(self, field: Field) -> None:
        if not getattr(field.data, "filename", ""):
            raise stop(_("Choose a file."))

    @property
    def content(self) -> bytes:
        """The file; a byte more than may be, where it is larger."""
        content: bytes = self.table.data.read(MOST_BYTES + 1)
        return content

    @property
    def called(self) -> str:
        """What the file was called, on one line."""
        name = "".join(sign for sign in self.table.data.filename if sign.isprintable())
        return name.replace("\\", "/").rpartition("/")[2][:MOST_NAME] or "table.csv"
