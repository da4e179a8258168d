"""Moving the demonstration's time: to which moment, and that it can't be undone."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired


class MoveForm(FlaskForm):
    """Which moment, and the word that one knows what it does."""

    moment = StringField(validators=[InputRequired(_("Choose a moment that lies ahead."))])
    understood = BooleanField(
        validators=[InputRequired(_("Tick this first: the time moves for everyone, and it can’t be moved back."))]
    )
