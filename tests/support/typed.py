"""The fields of a form on a page, as a browser would send them when nobody touches it."""

from __future__ import annotations

import html
import re


def typed(page: str, form: str = "meeting-form") -> dict[str, list[str]]:
    """The fields of a page's form as a browser would send them."""
    part = page.split(f'id="{form}"')[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", part):
        values = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if values.get("type") not in ("radio", "checkbox") or " checked" in tag:
            found.setdefault(html.unescape(values["name"]), []).append(html.unescape(values.get("value", "")))
    for name, text in re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</textarea>', part):
        found[name] = [html.unescape(text)]
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', part, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        found[name] = [*chosen, *re.findall(r'<option value="([^"]*)"', options)][:1]
    return found
