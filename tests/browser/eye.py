"""An eye on a page in a browser: what breaks while it is shown, how wide it is, how it is built, whom it keeps out."""

from __future__ import annotations

from typing import Any, Literal

from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.support.place import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, LARGE_PHONE, DESK = 320, 375, 1440
HEIGHT = 900
AXE = "tests/vendor/axe-core-*/axe.min.js"

Look = tuple[int, Literal["light", "dark"]]
"""A width of the window and a colour scheme."""
WIDE_BY_DAY: Look = (DESK, "light")
WIDE_BY_NIGHT: Look = (DESK, "dark")
NARROW_BY_DAY: Look = (PHONE, "light")
NARROW_BY_NIGHT: Look = (PHONE, "dark")

AXE_RUN = """async tags => {
  const options = {preload: false, resultTypes: ["violations"], runOnly: {type: "tag", values: tags}};
  const found = await axe.run(document, options);
  return found.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.target.join(" ")} ${(node.any[0] || node.all[0] || node.none[0] || {}).message || ""}`));
}"""
FRAME = """() => {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(h => h.checkVisibility())
    .map(h => [Number(h.tagName[1]), h.textContent.trim()]);
  const skips = levels.flatMap(([level, words], at) => {
    const above = at ? levels[at - 1][0] : 0;
    return level > above + 1 ? [`h${level} after h${above}: ${words}`] : [];
  });
  const count = selector => document.querySelectorAll(selector).length;
  const names = [...document.querySelectorAll("nav, [role=region]")].map(mark => {
    const by = mark.getAttribute("aria-labelledby");
    return mark.getAttribute("aria-label") || (by && document.getElementById(by)?.textContent) || "";
  });
  const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
  return {
    language: document.documentElement.lang,
    direction: document.documentElement.dir,
    h1: levels.filter(([level]) => level === 1).length,
    skipped: skips,
    landmarks: ["body > header", "main", "body > footer", "body > header nav"].map(count),
    unnamed: names.filter(name => !name.trim()).length,
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    untitled: document.title.trim() ? 0 : 1,
  };
}"""


class Eye:
    """A page that remembers what broke in it; one page serves many visits."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.base = ""
        self.broken: list[str] = []
        # Given to the browser once; it lies ready on every page, beside the content policy.
        page.add_init_script(path=next(ROOT.glob(AXE)))
        page.on("pageerror", lambda error: self.broken.append(f"script: {error}"))
        page.on("console", self._hear)
        page.on("requestfailed", self._miss)
        page.on("response", self._see)

    def before(self, base: str) -> Eye:
        """The same eye before another house."""
        self.base = base
        return self

    def open(self, address: str) -> int:
        """Go to an address as a first visitor on a desk by daylight; gives the status."""
        self.broken.clear()
        self.page.set_viewport_size({"width": DESK, "height": HEIGHT})
        self.page.emulate_media(color_scheme="light")
        answer = self.page.goto(self.base + address)
        assert answer is not None
        return answer.status

    def send(self, address: str, fields: dict[str, str]) -> int:
        """Send a form to an address as if a page of the house had one there; gives the status."""
        self.broken.clear()
        with self.page.expect_navigation() as told:
            self.page.evaluate(SEND, [address, fields])
        assert told.value is not None
        return told.value.status

    def frame(self) -> dict[str, Any]:
        """How the page is built: language, headings, landmarks, names."""
        found: dict[str, Any] = self.page.evaluate(FRAME)
        return found

    def overflow(self) -> dict[int, int]:
        """At which widths the page scrolls sideways, and how wide it is there."""
        return {width: wide for width in (DESK, LARGE_PHONE, PHONE) if (wide := self._width_at(width)) > width}

    def barriers(self, *looks: Look) -> list[str]:
        """What axe finds in each of these looks."""
        found = []
        for width, scheme in looks:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.page.emulate_media(color_scheme=scheme)
            found += [f"{width} {scheme} {each}" for each in self.page.evaluate(AXE_RUN, TAGS)]
        return found

    def _width_at(self, width: int) -> int:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        wide: int = self.page.evaluate("() => document.scrollingElement.scrollWidth")
        return wide

    def _hear(self, said: ConsoleMessage) -> None:
        # Chromium also writes down a status that we asked for ourselves, by the address of the page.
        if said.type == "error" and not (
            said.text.startswith("Failed to load") and self._is_page(said.location["url"])
        ):
            self.broken.append(f"console: {said.text}")

    def _miss(self, asked: Request) -> None:
        # Who goes on before all is there gives up the rest.
        if asked.failure != "net::ERR_ABORTED":
            self.broken.append(f"failed: {asked.url} {asked.failure}")

    def _see(self, answer: Response) -> None:
        if answer.status >= 400 and not self._is_of_page(answer.request):
            self.broken.append(f"{answer.status}: {answer.url}")

    def _is_page(self, url: str) -> bool:
        return url.partition("#")[0] == self.page.url.partition("#")[0]

    def _is_of_page(self, asked: Request) -> bool:
        return asked.is_navigation_request()


SEND = """([address, fields]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""
