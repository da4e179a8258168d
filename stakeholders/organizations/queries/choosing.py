"""Organizations as every form offers them: in groups, by the name in the reader's language, with the published acronym."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foundation import languages
from foundation.sentences import Sentence
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import NO_BODIES, STATE, searching

STATES, ORGANIZATIONS = Sentence("States"), Sentence("Organizations")

Choices = Sequence[tuple[Organization, str]]


def offered_as(organization: Organization) -> str:
    """What a choice reads: the name, and the acronym where a body has one that tells more than its key."""
    name = languages.pick(organization.names).text
    acronym = searching.called(organization, languages.current().code)
    is_told = organization.kind not in NO_BODIES and searching.has_acronym(organization) and acronym != name
    return f"{name} ({acronym})" if is_told else name


def choices_by_name(organizations: Iterable[Organization]) -> Choices:
    """Choices by name, without regard to case and accents."""
    told = [(each, offered_as(each)) for each in organizations]
    return sorted(told, key=lambda pair: (searching.fold(pair[1]), pair[0].key))


def choices_in_groups(organizations: Iterable[Organization]) -> list[tuple[Sentence, Choices]]:
    """Choices by name, States first; a group without any is left out."""
    told = choices_by_name(organizations)
    groups = (
        (words, [pair for pair in told if (pair[0].kind == STATE) == is_state])
        for is_state, words in ((True, STATES), (False, ORGANIZATIONS))
    )
    return [(words, group) for words, group in groups if group]
