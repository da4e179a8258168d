"""Somebody in a delegation, the delegation's group, and which delegations a list shows."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, SelectChoice
from wtforms.validators import InputRequired

from events.delegations.queries.delegations import MemberLine, Wish
from events.delegations.rules.ranks import MOST_GROUP, MOST_NAME, RANK_WORDS, Rank
from events.delegations.services.members import Newcomer, Standing
from events.registration.rules.on_behalf import MOST_FUNCTION, MOST_LATE
from foundation import languages
from foundation.fields import NO_CHOICE, Choice, Radios, offered
from foundation.forms import Form, Text, needed, stop
from foundation.languages import say
from stakeholders.accounts.rules import MOST_EMAIL, email_as_kept, is_email, is_name

MODES = [SelectChoice("on_site", _("In Geneva")), SelectChoice("online", _("Online"))]


class StandingForm(Form):
    """What somebody is in a delegation."""

    rank = Choice(_("Rank"), default=Rank.MEMBER.value)
    function = Text(_("Function or title"), most=MOST_FUNCTION)
    may_speak = BooleanField(_("May speak"))
    speaks_for = Text(_("Also speaks for the group"), most=MOST_GROUP)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.rank.choices = offered((rank.value, say(RANK_WORDS[rank])) for rank in Rank)

    @property
    def standing(self) -> Standing:
        """What was filled in."""
        return Standing(self.rank.data, self.may_speak.data, self.speaks_for.data, self.function.data)

    def fill(self, line: MemberLine) -> None:
        """Fill in what stands."""
        member = line.member
        self.rank.data, self.may_speak.data, self.speaks_for.data = member.rank, member.may_speak, member.speaks_for
        self.function.data = member.registration.function if line.is_known else ""


class NewcomerForm(StandingForm):
    """Somebody to be put into a delegation."""

    name = Text(_("Name"), most=MOST_NAME, validators=[needed()])
    name_latin = Text(_("Name in Latin letters"), most=MOST_NAME)
    email = Text(_("E-mail address"), most=MOST_EMAIL, validators=[needed()])
    language = Choice(
        _("Language of letters"), choices=offered((each.code, each.name) for each in languages.LANGUAGES), default="en"
    )
    mode = Radios(_("Takes part"), choices=MODES, default="on_site", validators=[InputRequired(NO_CHOICE)])
    late_reason = Text(_("Reason, as registration is closed"), most=MOST_LATE)

    def validate_email(self, field: Field) -> None:
        if not is_email(email_as_kept(field.data)):
            raise stop(_("Give an address as name@example.org."))

    def validate_name(self, field: Field) -> None:
        if not is_name(field.data):
            raise stop(_("Give the name of the person."))

    @property
    def newcomer(self) -> Newcomer:
        """Who was filled in."""
        return Newcomer(
            email=email_as_kept(self.email.data),
            name=self.name.data,
            rank=self.rank.data,
            name_latin=self.name_latin.data,
            function=self.function.data,
            may_speak=self.may_speak.data,
            speaks_for=self.speaks_for.data,
            mode=self.mode.data,
            language=self.language.data,
            late_reason=self.late_reason.data,
        )


class GroupForm(Form):
    """In whose name a delegation also speaks."""

    group = Text(_("Group of States"), most=MOST_GROUP)


def read_wish(args: Mapping[str, str]) -> Wish:
    """Which delegations, out of a query; what is none is left out."""
    page = args.get("page", "")
    return Wish(
        segment=args.get("part", "").strip()[:20],
        words=" ".join(args.get("q", "").split())[:80],
        page=read_page(page),
    )


def read_page(text: str) -> int:
    """The number of a page; the first for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else 1
