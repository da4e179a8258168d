"""How organizations are searched: by acronym or name in any language, by former and other names, without case and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar


class Named(Protocol):
    """What a search needs of an organization."""

    @property
    def key(self) -> str: ...
    @property
    def acronym(self) -> str: ...
    @property
    def acronyms(self) -> dict[str, str]: ...
    @property
    def names(self) -> dict[str, str]: ...
    @property
    def other_names(self) -> list[str]: ...


N = TypeVar("N", bound=Named)


def fold(text: str) -> str:
    """A text without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def letters(text: str) -> str:
    """The letters and digits of a text, without case and accents: "U.N. Women" is "unwomen"."""
    return "".join(sign for sign in fold(text) if sign.isalnum())


def answers(organization: Named, words: str) -> bool:
    """Whether an organization bears these words, in any language.

    Its acronym, or a former one, begins with them, or one of its names has each of them.
    """
    wanted, joined = fold(words).split(), letters(words)
    if not joined:
        return True
    if any(letters(short).startswith(joined) for short in (*acronyms_of(organization), *organization.other_names)):
        return True
    return any(_bears(fold(name), wanted) for name in (*organization.names.values(), *organization.other_names))


def bears(organization: Named, name: str) -> bool:
    """Whether a text is all of an organization’s name, acronym or former name, in any language."""
    wanted = letters(name)
    borne = (*acronyms_of(organization), *organization.names.values(), *organization.other_names)
    return bool(wanted) and any(letters(each) == wanted for each in borne)


def acronyms_of(organization: Named) -> Iterator[str]:
    """Its acronyms, each once; a key that stands in for one is none."""
    shorts = dict.fromkeys((organization.acronym, *organization.acronyms.values()))
    return (each for each in shorts if each and each != _key_as_acronym(organization))


def called(organization: Named, language: str) -> str:
    """The acronym of an organization in a language."""
    return organization.acronyms.get(language, organization.acronym)


def has_acronym(organization: Named) -> bool:
    """Whether it bears an acronym that tells more than its key."""
    return any(True for _ in acronyms_of(organization))


def _key_as_acronym(organization: Named) -> str | None:
    # Bodies are keyed by their acronym; what people have named, and most participants, have a key instead of one.
    return organization.key if "-" in organization.key else None


def _bears(name: str, wanted: Sequence[str]) -> bool:
    # Scripts that join article and word, or write no spaces, are searched inside words; Latin from their start.
    starts = "".join(sign if sign.isalnum() else " " for sign in name).split()
    return all(
        any(start.startswith(word) for start in starts) or (not word.isascii() and word in name) for word in wanted
    )


def found(organizations: Iterable[N], words: str) -> list[N]:
    """Those that answer, the ones whose acronym is exactly that first."""
    joined = letters(words)
    hits = [each for each in organizations if answers(each, words)]
    return sorted(hits, key=lambda each: joined not in map(letters, acronyms_of(each)))
