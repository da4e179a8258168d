"""Giving a role, and looking for the person."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField
from wtforms.validators import Optional

from foundation.fields import Choice, Day, Radios, offered
from foundation.forms import Form, Text
from foundation.languages import say
from portal.roles import rules
from portal.roles.queries import WHOLE_EDITION, WHOLE_HOUSE, Person, Roles
from portal.roles.rules import CATALOGUE, SCOPE_WORDS, given_here
from portal.roles.services import Wish

MOST_WORDS, MOST_KEY, MOST_PAGES = 120, 80, 10_000


def read_words(query: MultiDict[str, str]) -> str:
    """The words that a person is looked for by."""
    words = " ".join(query.get("q", "").split())[:MOST_WORDS]
    return words if words.isprintable() else ""


def read_page(query: MultiDict[str, str]) -> int:
    """The number of the page; the first for anything else."""
    return min(max(query.get("page", 1, type=int), 1), MOST_PAGES)


class GiveForm(Form):
    """A role for one of the people found, somewhere, for some days."""

    q = HiddenField()
    person = Radios(_("Person"))
    role = Choice(_("Role"))
    scope = Choice(_("Where"))
    key = Text(_("Its key or acronym"), most=MOST_KEY)
    first = Day(_("First day"), [Optional()])
    last = Day(_("Last day"), [Optional()])

    def offer(self, roles: Roles, found: Sequence[Person]) -> None:
        """Offer the people found, and the roles and places that whoever gives may give."""
        self.person.choices = [(str(each.id), f"{each.name} ({each.address})") for each in found]
        self.scope.choices = _places(roles)
        kinds = {value.partition(":")[0] for value, _words in self.scope.choices}
        names = given_here(*kinds)
        open_now = offered((name, _told(name, kinds)) for name in names if CATALOGUE[name].opens)
        later = ((name, _told(name, kinds)) for name in names if not CATALOGUE[name].opens)
        self.role.choices = [*open_now, *offered(later, str(_("open nothing yet")))]

    @property
    def wish(self) -> Wish:
        kind, _colon, key = (self.scope.data or "").partition(":")
        typed = key or self.key.data or ""
        return Wish(int(self.person.data), self.role.data, kind, typed, self.first.data, self.last.data)


def _told(name: str, kinds: Collection[str]) -> str:
    """A role with where it can be held, of what is offered."""
    role = CATALOGUE[name]
    places = " · ".join(say(SCOPE_WORDS[kind]) for kind in role.scopes if kind in kinds)
    return f"{say(role.title)} ({places})"


def _places(roles: Roles) -> list[tuple[str, str]]:
    if roles.edition is None:
        return [(rules.HOUSE, say(WHOLE_HOUSE)), (rules.ORGANIZATION, say(SCOPE_WORDS[rules.ORGANIZATION]))]
    whole = [(rules.EDITION, say(WHOLE_EDITION.with_values(key=roles.edition.key)))]
    return [
        *(whole if roles.powers.reach.is_whole else []),
        *((f"{rules.SEGMENT}:{each.key}", each.name) for each in roles.segments),
        (rules.MEETING, say(SCOPE_WORDS[rules.MEETING])),
    ]


class TakeBackForm(Form):
    """The word that a role is taken back."""
