"""What a browser would send of a form, as it stands on a page."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self.inside = False
        self.select: tuple[str, bool] | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        name, value = at.get("name") or "", at.get("value")
        if tag == "form":
            self.forms.append((urlsplit(at.get("action") or "").path, {}))
            self.inside = True
        elif not self.inside:
            return
        elif tag == "input" and name and at.get("type") not in ("submit", "button"):
            if at.get("type") not in ("checkbox", "radio") or "checked" in at:
                self._put(name, "y" if value is None and "checked" in at else value or "")
        elif tag == "select":
            self.select = (name, "multiple" in at)
        elif tag == "option" and self.select:
            chosen, is_multiple = self.select
            if "selected" in at:
                self.forms[-1][1].setdefault(chosen, [])
                if not is_multiple:
                    self.forms[-1][1][chosen] = []
                self._put(chosen, value or "")
            elif not is_multiple and chosen not in self.forms[-1][1]:
                self._put(chosen, value or "")
        elif tag == "textarea":
            self.area = name
            self._put(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.forms[-1][1][self.area][-1] += data

    def _put(self, name: str, value: str) -> None:
        self.forms[-1][1].setdefault(name, []).append(value)


def filled_in(page: str, action: str) -> dict[str, str | list[str]]:
    """The fields of the form that is sent to an address, by name."""
    reader = _Forms()
    reader.feed(page)
    found = [fields for path, fields in reader.forms if path == urlsplit(action).path]
    assert found, f"no form on the page is sent to {action}"
    return dict(found[0])
