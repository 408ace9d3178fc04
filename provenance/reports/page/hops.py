"""The chain as a line of hops, and their dates on an axis of time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from provenance.dates import PartialDate
from provenance.reports.axis import axis, known, minted, moment
from provenance.reports.escaping import escaped
from provenance.reports.page.custody import vouched
from provenance.reports.page.markup import element, prose
from provenance.reports.page.plainly import finding_in_words
from provenance.reports.page.sheet import Share, counted
from provenance.rules.base import Severity
from provenance.rules.naming import date_words, hops_named, language_name, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.model.hop import Hop
    from provenance.reports.axis import Axis
    from provenance.reports.page.sheet import Sheet

__all__ = ["answering", "hop_line", "time_line"]

GRAVEST, STATED, LONGEST = 3, 6, 90
"""How many findings a hop tells in words, how many if they are on what was stated, and how many characters of each."""

_CAPTURES = {
    "matches": ("full", "captured: held, and it matches its digest"),
    "differs": ("wrong", "captured: what is held does not match"),
    "not-held": ("empty", "captured, the capture is not held here"),
    "none": ("empty", "no capture: on the word of whoever recorded it"),
}


def hop_line(sheet: Sheet) -> str:
    """Return the hops from the origin on, each with who, when, in which language, what is held and what was found there."""
    cards = (_card(sheet, number, hop) for number, hop in enumerate(sheet.chain.hops, 1))
    told = (
        "A hop is one stage that the words passed through, from the first to the last. Words that are held are on record "
        "here and can be compared; ● is there, ○ is not. An arrow leads from a hop to the next one that rests on it."
    )
    return element("p", told) + element("ol", "".join(cards), class_="line")


def _card(sheet: Sheet, number: int, hop: Hop) -> str:
    name = element("span", str(number), class_="no") + f" {escaped(hop.act)}"
    lines = [
        sheet.heading(2, f'<span class="vh">Hop </span>{name}'),
        element("p", _language(hop), class_="tongue"),
        *(element("p", line, class_="who") for line in _who(hop)),
        element("p", element("bdi", escaped(hop.attribution.occasion)), class_="when")
        if hop.attribution.occasion
        else "",
        element("p", _when(hop), class_="when"),
        element("ul", "".join(_holdings(sheet, hop)), class_="holdings"),
        _rests(sheet, number, hop),
        _found(sheet, number, hop),
    ]
    follows = number - 1 in map(sheet.chain.number, hop.sources)
    return element("li", "".join(lines), id=sheet.id(f"h{number}"), class_="next" if follows else None)


def _language(hop: Hop) -> str:
    if hop.language is None:
        return element("b", "?") + " language not recorded"
    inferred = " (inferred)" if hop.was_inferred("language") else ""
    name = language_name(hop.language)
    return element("b", escaped(hop.language)) + (f" {escaped(name)}" if name != hop.language else "") + inferred


def _who(hop: Hop) -> Iterator[str]:
    """Yield who answers for a hop, then where it stands."""
    who = hop.attribution
    if who.speaker is not None and hop.act == "said":
        yield element("bdi", escaped(who.speaker.name)) + (" (inferred)" if hop.was_inferred("speaker") else "")
    elif hop.act == "said":
        yield "speaker not recorded"
    if hop.act == "translated":
        made = f" ({escaped(who.method)})" if who.method not in {"unknown", "human"} else ""
        names = ", ".join(element("bdi", escaped(str(agent))) for agent in who.translator)
        yield (f"by {names}" if names else "translator not named") + made
    if who.author:
        yield "by " + ", ".join(element("bdi", escaped(str(agent))) for agent in who.author)
    outlet = who.outlet or (None if who.locator is None else who.locator.outlet)
    if outlet is not None:
        yield element("bdi", escaped(outlet)) + (" (inferred)" if hop.was_inferred("outlet") else "")
    elif hop.act not in {"said", "translated"}:
        yield "outlet not recorded"


def answering(hop: Hop) -> str:
    """Return who answers for a hop, as HTML: who translated or wrote, and the outlet; no speaker answers for a record."""
    who = hop.attribution
    outlet = who.outlet or (None if who.locator is None else who.locator.outlet)
    names = [str(agent) for agent in who.translator or who.author] + ([] if outlet is None else [outlet])
    return ", ".join(element("bdi", escaped(name)) for name in names)


def _when(hop: Hop) -> str:
    on = hop.attribution.on
    if on is None:
        return "no date"
    return escaped(date_words(on)) + (" (inferred)" if hop.was_inferred("on") else "")


def _holdings(sheet: Sheet, hop: Hop) -> Iterator[str]:
    if hop.text is not None:
        yield element("li", "words held", class_="full")
    elif hop.seal is not None:
        yield element("li", "words withheld", class_="half")
    else:
        yield element("li", "words not held", class_="empty")
    if hop.captures or hop.attribution.locator is not None or hop.text is not None:
        kind, told = _CAPTURES[vouched(sheet.chain, hop)]
        yield element("li", told, class_=kind)
    for correction in sheet.chain.held.corrections:
        if correction.old == hop.digest:
            yield element("li", "retracted" if correction.new is None else "corrected since", class_="wrong")


def _rests(sheet: Sheet, number: int, hop: Hop) -> str:
    """Return what a hop rests on: cards stand in a row, and a way that forks does not."""
    sources = [sheet.chain.number(source) for source in hop.sources]
    if not sources:
        return "" if number == 1 else element("p", "rests on no earlier hop", class_="rests")
    told = f"rests on {hops_named(sources)}"
    return element("p", told if number - 1 in sources else f"{told}, not on hop {number - 1}", class_="rests")


def _found(sheet: Sheet, number: int, hop: Hop) -> str:
    """Return what was found at a hop, the gravest in words, each with the way to it, and what it only repeats."""
    share = sheet.shares.get(number, Share())
    counts = Counter(entry.finding.severity for entry in share.stands)
    weights = " ".join(
        element("span", counted(counts[severity], severity.value), class_=f"weight {severity.value}")
        for severity in reversed(Severity)
        if counts[severity]
    )
    nothing = "no fault found here" if hop.text is not None else "no fault found; its words could not be looked at"
    told = [weights] if weights else [] if share.shared else [nothing]
    if share.shared:
        ways = (sheet.to(f"f{entry.name}", entry.name, aria_label=f"finding {entry.name}") for entry in share.shared)
        told.append(f"may have a part in finding{'' if len(share.shared) == 1 else 's'} {', '.join(ways)}")
    told += [f"repeats {counted(share.repeated, 'earlier change')}"] if share.repeated else []
    told += [f"mends {counted(share.mended, 'earlier change')}"] if share.mended else []
    gravest = sorted(share.stands, key=lambda entry: entry.weight)
    named = gravest[: max(GRAVEST, min(STATED, sum(entry.stated for entry in gravest)))]
    items = [
        element("li", sheet.to(f"f{one.name}", prose(_short(finding_in_words(one.finding, repeats=False)))))
        for one in named
    ]
    if len(gravest) > len(named):
        more = f"and {len(gravest) - len(named)} more"
        items.append(
            element("li", sheet.to(f"f{gravest[len(named)].name}", more, aria_label=f"{more} at hop {number}"))
        )
    return element("p", "; ".join(told), class_="found") + (
        element("ul", "".join(items), class_="did") if items else ""
    )


def _short(sentence: str) -> str:
    """Return a sentence, or its beginning; a short one keeps the narrow spaces within its numbers."""
    return sentence if len(sentence) <= LONGEST else shown(sentence, LONGEST)


def time_line(sheet: Sheet) -> str:
    """Return the hops' dates as bars on one axis: as long as they are uncertain, with the clocks that are known."""
    stretches = [bounds for hop in sheet.chain.hops if (bounds := known(hop)) is not None]
    stretches += [(at, at) for hop in sheet.chain.hops for at, _, _ in _moments(hop)]
    scale = axis(stretches)
    if scale is None:
        return ""
    rows = "".join(_row(number, hop, scale) for number, hop in enumerate(sheet.chain.hops, 1))
    labels = "".join(
        element("text", escaped(label), x=f"{at:.2f}%", y="14", text_anchor=_anchor(at)) for at, label in scale.ticks()
    )
    foot = element("li", element("svg", labels, width="100%", height="20", aria_hidden="true"), class_="scale")
    return element("ol", rows + foot, class_="times")


def _anchor(at: float) -> str:
    return "start" if at < 12 else "end" if at > 88 else "middle"


def _row(number: int, hop: Hop, scale: Axis) -> str:
    name = element("span", str(number), class_="no")
    notes = [_told(hop), *(f"{sign} {escaped(what)}" for _, sign, what in _moments(hop))]
    lines = "".join(f'<line x1="{at:.2f}%" x2="{at:.2f}%" y1="0" y2="24" class="tick"/>' for at, _ in scale.ticks())
    drawing = lines + _bar(hop, scale) + "".join(_sign(scale.at(at), sign) for at, sign, _ in _moments(hop))
    bar = element("svg", drawing, width="100%", height="24", aria_hidden="true")
    return element("li", element("p", f"{name} {escaped(hop.act)} · {' · '.join(notes)}") + bar)


def _told(hop: Hop) -> str:
    on = hop.attribution.on
    if on is None:
        return "no date"
    told = date_words(on)
    if on.year is None:
        told += ", no year"
    elif on.day is not None and on.zone is None:
        told += ", time zone not recorded"
    return escaped(told) + (" (inferred)" if hop.was_inferred("on") else "")


def _bar(hop: Hop, scale: Axis) -> str:
    bounds = known(hop)
    if bounds is None:
        return '<line x1="0" x2="100%" y1="12" y2="12" class="unknown"/>'
    start, end = (scale.at(second) for second in bounds)
    kind = "inferred" if hop.was_inferred("on") else "date"
    return f'<rect x="{start:.2f}%" y="6" width="{max(0.6, end - start):.2f}%" height="12" rx="2" class="{kind}"/>'


def _moments(hop: Hop) -> Iterator[tuple[int, str, str]]:
    """Yield the moments that clocks tell of a hop: its second, its sign, and what it is."""
    made = minted(hop)
    locator = hop.attribution.locator
    if made is not None and locator is not None and locator.minted is not None:
        yield made, "◆", f"the link’s id was made {date_words(PartialDate.at(locator.minted))}"
    for capture in hop.captures:
        if capture.time is not None:
            yield moment(capture.time), "●", f"captured {date_words(PartialDate.at(capture.time))}"


def _sign(at: float, sign: str) -> str:
    drawing = (
        '<path d="M0 5l7 7-7 7-7-7z" class="minted"/>' if sign == "◆" else '<circle cy="12" r="5" class="captured"/>'
    )
    return f'<svg x="{at:.2f}%" overflow="visible">{drawing}</svg>'
