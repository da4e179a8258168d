"""The list of participants set in type: a masthead, the constituencies in their order, each delegation beside its people."""

from __future__ import annotations

from collections.abc import Iterator

from events.participants.services.wording import Line, Paper, Part
from foundation import printed
from foundation.languages import Language, say
from foundation.printed import escaped
from foundation.sentences import Sentence

WHOLE = 8
"""So many people of a delegation stand on one page; a larger one may go on over it."""

_LOOKS = (
    "#set par(leading: 0.55em, spacing: 0.55em)",
    "#set heading(bookmarked: true)",
    "#show heading.where(level: 1): it => block(below: 0.6em, text(20pt, weight: 700, it.body))",
    "#show heading.where(level: 2): it => block(width: 100%, above: 1.9em, below: 0pt, sticky: true,"
    ' stroke: (bottom: 0.9pt), inset: (bottom: 5pt), text(11pt, weight: "bold", it.body))',
    '#show heading.where(level: 3): it => block(text(9.5pt, weight: "bold", it.body))',
    "#let delegation(whole, ..cells) = block(width: 100%, above: 0pt, below: 0pt, breakable: not whole,"
    " stroke: (bottom: 0.3pt + luma(170)), inset: (y: 7pt),"
    " grid(columns: (4.6cm, 1fr), column-gutter: 0.7cm, ..cells))",
    "#let people(..cells) = grid(columns: (1fr, 1fr), column-gutter: 0.6cm, row-gutter: 9pt, ..cells)",
    "#let minor(body) = text(8pt, fill: luma(80), body)",
)


def source(paper: Paper, language: Language) -> str:
    """The typst source of a list."""
    return "\n".join([*_page(paper, language), *_LOOKS, *_masthead(paper), *_body(paper)]) + "\n"


def _page(paper: Paper, language: Language) -> Iterator[str]:
    families = ", ".join(f'"{name}"' for name in printed.FAMILIES)
    tag = language.tag.split("-")[0]
    running = f"{escaped(paper.title)}, {escaped(paper.part)} #h(1fr) {escaped(paper.name)}"
    pages = '#context counter(page).display("1 / 1", both: true)'
    yield f"#set document(title: {printed.quoted(paper.title)}, date: none)"
    yield f'#set text(font: ({families}), size: 9pt, lang: "{tag}", dir: {language.direction})'
    yield '#set page(paper: "a4", margin: (x: 2cm, top: 2.4cm, bottom: 2.1cm),'
    yield f"  header: context if counter(page).get().first() > 1 [#set text(8pt, fill: luma(80)); {running}"
    yield "    #v(-0.4em) #line(length: 100%, stroke: 0.3pt + luma(120))],"
    yield f"  footer: [#set text(8pt, fill: luma(80)); {escaped(paper.symbol)} #h(1fr) {pages}])"


def _masthead(paper: Paper) -> Iterator[str]:
    yield f'#grid(columns: (1fr, auto), text(11pt, weight: "bold")[{escaped(paper.edition)}],'
    yield f"  align(bottom, minor[{escaped(paper.symbol)}]))"
    yield "#v(-0.2em) #line(length: 100%, stroke: 1.4pt) #v(0.9em)"
    yield f"#heading(level: 1)[{escaped(paper.title)}]"
    yield f"#grid(columns: (1fr, auto), column-gutter: 1cm, row-gutter: 6pt, text(12pt)[{escaped(paper.part)}],"
    yield f'  align(end, text(11pt, weight: "bold")[{escaped(paper.name)}]),'
    yield f"  [{_apart(paper.city, paper.days)}], align(end)[{escaped(paper.dated)}])"
    yield "#v(0.3em) #line(length: 100%, stroke: 0.3pt + luma(120))"
    banner = f"#box[#set text(dir: ltr); {escaped(paper.banner)}]" if paper.banner else ""
    for line in (escaped(paper.counted), banner, escaped(paper.note)):
        if line:
            yield f"#block(spacing: 0.6em, minor[{line}])"


def _apart(*texts: str) -> str:
    """Texts in one line, each going its own way: the data holds some in English only."""
    return escaped(say(Sentence(", "))).join(f"#box[{escaped(each)}]" for each in texts if each)


def _body(paper: Paper) -> Iterator[str]:
    for part in paper.parts:
        if part.level == 2:
            yield f"#heading(level: 2)[{escaped(part.heading)}]"
        else:
            yield _delegation(part)


def _delegation(part: Part) -> str:
    heading = f"[#heading(level: {part.level})[{escaped(part.heading)}]]" if part.heading else "[]"
    people = ",\n".join(f"  [{_person(line)}]" for line in part.lines)
    whole = "true" if len(part.lines) <= WHOLE else "false"
    return f"#delegation({whole}, {heading}, people(\n{people},\n))"


def _person(line: Line) -> str:
    """The name, the function in its own line, and what else is said in a smaller one."""
    name, latin = line.names(has_chinese=printed.has_chinese())
    rows = [f"#strong[{escaped(name)}]" + (f" ({escaped(latin)})" if latin else "")]
    if line.function:
        rows.append(escaped(line.function))
    if line.minor:
        rows.append(f"#minor[{escaped(line.minor)}]")
    return "#linebreak();".join(rows)
