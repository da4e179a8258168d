"""What a person reads on a page."""

from __future__ import annotations

import re
from html import unescape


def text_of(page: str) -> str:
    """The words of a page's main part and strip, white space collapsed."""
    body = re.sub(r"<(script|style|title|svg)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|li|td|th|h\d|dt|dd|div)>", " ", body))).split())


def titles_of(page: str) -> set[str]:
    """The titles of the meetings that a view of the programme shows, whichever view it is."""
    rows = re.findall(r'<h3><a href="[^"]*">(.*?)</a></h3>', page, flags=re.S)
    blocks = re.findall(r'<a class="blk .*?<strong>(.*?)</strong>', page, flags=re.S)
    cells = re.findall(r'<a class="ev[^"]*".*?<span class="tm">.*?</span>(.*?)</span></a>', page, flags=re.S)
    cells = [re.sub(r'<span class="st .*', "", cell, flags=re.S) for cell in cells]
    return {" ".join(unescape(re.sub(r"<[^>]+>", "", title)).split()) for title in (*rows, *blocks, *cells)}
