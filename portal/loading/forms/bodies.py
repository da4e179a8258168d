"""bodies.yaml: bodies of the follow-up, the bases they hold, groups of them, and the main themes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from portal.loading.forms.fields import (
    CODES,
    W40,
    W80,
    W120,
    BasisKey,
    BodyKey,
    ConstituencyKey,
    Form,
    Key,
    Known,
    Language,
    Mark,
    Names,
    Once,
    ShortKey,
    Text,
    Words,
    Year,
    Zone,
    not_before,
    wrong,
)

AcronymCode = Literal["ar", "zh", "en", "fr", "ru", "es", "en_alt"]
Country = Annotated[Text, Field(pattern=r"^[A-Z]{2}$")]


class Fallback(Form):
    later = ("show", "why")

    languages: Once[Language]


class Body(Form):
    later = (
        "leads", "members", "secretariat_of", "brand_2024", "hosted_by", "secretariat", "theme", "constituency_note",
    )  # fmt: skip

    id: Key
    acronym: W40
    acronyms: dict[AcronymCode, W40] = Field(default_factory=dict)
    acronyms_confidence: Mark | None = None
    names: Names
    names_confidence: Mark | None = None
    fallback: Fallback | None = Field(default=None, validate_default=True)
    type: W40
    roles: Once[W40]
    parent: BodyKey | None = None
    constituency: ConstituencyKey
    constituency_confidence: Mark | None = None
    seat: W80
    country: Country
    tz: Zone
    region: W40
    founded: Year | None = None
    ended: Annotated[Year, not_before("founded")] | None = None
    ended_confidence: Mark | None = None
    note: Text = ""
    confidence: Mark

    @field_validator("fallback")
    @classmethod
    def named_in_the_rest(cls, fallback: Fallback | None, info: ValidationInfo[Known]) -> Fallback | None:
        named = set(info.data.get("names", CODES)) | set(fallback.languages if fallback else ())
        missing = [code for code in CODES if code not in named]
        if missing:
            raise wrong("it has no name in {languages}, and does not list them here", languages=", ".join(missing))
        return fallback


class Holding(Form):
    """That a body holds listed bases."""

    body: BodyKey
    bases: Once[BasisKey]
    note: Text = ""
    confidence: Mark


class Group(Form):
    id: Key
    name_en: Words
    members: Once[BodyKey]
    note: Text = ""
    confidence: Mark


class Theme(Form):
    """A main theme with its facilitators: the first one leads."""

    id: ShortKey
    name_en: W120
    facilitators: Once[BodyKey]
    tunis_paras: W40
    confidence: Mark


class Themes(Form):
    later = ("note", "confidence")

    themes: list[Theme]


class BodiesFile(Form):
    later = ("meta",)

    bodies: list[Body] = Field(default_factory=list)
    bases_held: list[Holding] = Field(default_factory=list)
    groups: list[Group] = Field(default_factory=list)
    main_themes: Themes | None = None
