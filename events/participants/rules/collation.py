"""The alphabetical order of a language, as far as the standard library goes: letters first, their marks after.

Spanish ñ follows n, Russian й follows и while ё stands as е, the Arabic article is passed over, and Chinese signs stand
in the order of GB 18030, which is that of their sounds for the common ones. Other scripts follow that of the language.
"""

from __future__ import annotations

import re
import unicodedata

Key = tuple[str, str, str]

_ARTICLE = re.compile(r"^ال(?=\w\w)")
_KEPT = {"es": {"ñ": "n~"}, "ru": {"й": "й"}}
_ARABIC = str.maketrans({"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": ""})
_JOINING = frozenset("-/‐‑–—")


def collated(text: str, language: str) -> Key:
    """The key that a text stands by in the alphabetical order of a language; different texts have different keys."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _letters(plain, language), plain, text


def _letters(plain: str, language: str) -> str:
    if language == "ar":
        plain = _ARTICLE.sub("", plain.translate(_ARABIC))
    found = "".join(_letter(sign, language) for sign in plain)
    return " ".join(found.split())


def _letter(sign: str, language: str) -> str:
    kept = _KEPT.get(language, {}).get(sign)
    if kept is not None:
        return kept
    if language == "zh" and "\u3400" <= sign <= "\u9fff":
        # After every letter, in the order of their bytes.
        return "\uffff" + sign.encode("gb18030").decode("latin-1")
    if sign.isspace() or sign in _JOINING:
        return " "
    bare = (each for each in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(each))
    return "".join(each for each in bare if each.isalnum())
