"""The HTML page: it parses, it shows all and only what was recorded, and no text of a record is more than text."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.auditor import audit
from provenance.cli import main
from provenance.model import Chain, said
from provenance.records import to_json
from provenance.reports.escaping import escaped
from provenance.reports.page import as_page, as_pages
from provenance.reports.page.markup import direction
from provenance.reports.page.plainly import finding_in_words, value_in_words
from provenance.testing import chains

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from provenance.report import Report


def beside(name: str) -> ModuleType:
    """Return a module by its place from here; tests are no package."""
    spec = spec_from_file_location(Path(name).name, Path(__file__).parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


composed = beside("composed")
taken: Any = beside("parsed")
parsed, check, squeezed, badgeless = taken.parsed, taken.check, taken.squeezed, taken.badgeless

STYLE = (Path(__file__).resolve().parents[2] / "provenance" / "reports" / "page" / "style.css").read_text(
    encoding="utf-8"
)


@given(chains())
@settings(max_examples=60)
def test_any_chain_makes_a_page_that_nests_and_leads_somewhere(chain: Chain) -> None:
    """Tags nest, ids are unique, every link has its place, headings follow each other, only known attributes stand."""
    check(as_page(audit(chain)))


@given(st.lists(chains(max_hops=3), min_size=2, max_size=3))
@settings(max_examples=15)
def test_any_chains_make_one_page(several: list[Chain]) -> None:
    """Several reports on one page do not share an id, even where they are the same."""
    root = check(as_page(*map(audit, several)))
    assert len(list(root.all("article"))) == len(several)


@pytest.mark.parametrize(
    "chain", [composed.FIVE, composed.GAP, composed.HOSTILE, said(None, None)], ids=["five", "gap", "hostile", "blank"]
)
def test_the_page_is_valid_html(chain: Chain) -> None:
    """A strict parser of the standard finds no error."""
    html5lib = pytest.importorskip(
        "html5lib", reason="html5lib is not installed, so no strict parser has read the page"
    )
    parser = html5lib.HTMLParser(strict=False)
    index = dict(as_pages([audit(chain), audit(composed.FIVE)]))["index.html"]
    for html in (as_page(audit(chain)), as_page(audit(chain), audit(composed.FIVE)), index):
        parser.parse(html)
        assert parser.errors == []


def test_the_top_tells_whose_words_and_the_worst() -> None:
    """The first heading is the sentence; below it stand the faults in what was stated, the gravest first, each with its way."""
    report = audit(composed.FIVE)
    root = check(as_page(report))
    assert root.first("h1").text == report.sentence
    worst = next(finding for finding in report.findings if finding.severity == "error")
    told = root.first("div", class_="worst error")
    assert finding_in_words(worst) in told.text
    assert told.first("a").attributes["href"] == f"#f{report.findings.index(worst) + 1}"
    assert "is not judged here" in root.first("p", class_="bounds").text


REFUSED = (
    said("Мы не согласимся закрыть порт. На причале живут не менее 400 рабочих. Мы не уедем.", "ru", by="Ilya Marenko")
    .reported("我们同意关闭港口。码头上住着四千名工人。我们不会离开。", "zh", outlet="北亭日报")
    .translated("We agree to close the port. Four thousand workers live there. We will not leave.", "en", by="J. Smith")
)


def test_a_lost_denial_is_told_at_the_top_and_on_the_card() -> None:
    """A warning about what was stated stands in the band and on its hop's card, though others are graver, with who answers."""
    report = audit(REFUSED)
    root = check(as_page(report))
    rules = [finding.rule for finding in report.findings]
    lost = f"#f{rules.index('negation-flipped') + 1}"
    graver = f"#f{rules.index('quantity-changed') + 1}"
    band = root.first("div", class_="worst error")
    assert [way.attributes["href"] for way in band.all("a")][:2] == [graver, lost]
    assert "hop 2 (北亭日报): at least 400 became 4\u202f000" in band.text
    assert "“not” lost: “не согласимся”" in band.text
    card = root.first("li", id="h2")
    assert lost in {way.attributes["href"] for way in card.all("a")}
    assert "“not” lost" in card.text


def test_every_finding_at_a_hop_has_a_way_from_its_card() -> None:
    """What a card does not tell in words it counts, and the count leads to the first of the rest."""
    chain = (
        said("We will take 400 ships.", "en")
        .translated("我们将接收「四千艘船", "zh")
        .translated("We take 4,000.", "en")
    )
    counts = 0
    for each in (chain, composed.FIVE, composed.HOSTILE):
        root = check(as_page(audit(each)))
        for item in root.first("ol", class_="line").all("li"):
            if re.match(r"and [0-9]+ more", item.text):
                assert item.first("a").attributes["href"].startswith("#f")
                counts += 1
    assert counts


def test_facts_are_told_in_words_and_by_their_place() -> None:
    """Values stand in English words; of words that stand twice in a text what is beside them tells which are meant."""
    facts = check(as_page(audit(REFUSED))).first("section", id="facts")
    assert "at least 400" in facts.text
    lines = [line.text for line in facts.first("ol").own]
    assert any("not" in line and "Мы не согласимся" in line for line in lines)
    assert any("Мы не уедем" in item.text for item in facts.all("li"))


def test_a_card_tells_what_it_rests_on() -> None:
    """A hop with two sources names both, one that does not rest on the card before it says so and has no arrow."""
    left = said("Порт открыт.", "ru", by="Ilya Marenko").reported("Порт открыт.", "ru", outlet="Left")
    right = said("Порт открыт.", "ru", by="Ilya Marenko").reported("Порт открыт!", "ru", outlet="Right")
    root = check(as_page(audit(left.translated("The port is open.", "en", by="J. Smith", also=[right]))))
    cards = [root.first("li", id=f"h{number}") for number in range(1, 5)]
    assert [card.attributes.get("class") for card in cards] == [None, "next", None, "next"]
    assert "rests on hop 1, not on hop 2" in cards[2].text
    assert "rests on hops 2, 3" in cards[3].text


def test_what_is_missing_leads_where_it_is_known() -> None:
    """A question that was not answered begins with what is missing and where; languages have their names."""
    chain = said(None, "ar", by="Sami Haddad").reported("لن نغلق الميناء.", "ar").translated("We close it not.", "en")
    asked = [item.text for item in check(as_page(audit(chain))).first("section", id="asked").all("li")]
    assert any(item.startswith("Arabic (hop 3) – negation-flipped") for item in asked)
    assert "does not occur here" in check(as_page(audit(chain))).first("section", id="asked").text


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("quantity", ">=400", "at least 400"),
        ("quantity", ">400", "more than 400"),
        ("quantity", "<=6000000 t|6000000 t", "up to 6 million tonnes"),
        ("quantity", "[3000000,6000000] t", "3 to 6 million tonnes"),
        ("quantity", "[500,6000000]", "500 to 6 million"),
        ("quantity", "<6500000000", "less than 6.5 billion"),
        ("quantity", "1234567", "1\u202f234\u202f567"),
        ("quantity", "~12 week", "about 12 weeks"),
        ("date", "--05", "May"),
        ("negation", "grammatical: не", "not"),
        ("qualifier", "condition", "if"),
        ("qualifier", "commitment: ready", "ready to"),
        ("place", "FR", ""),
    ],
)
def test_values_in_words(kind: str, value: str, words: str) -> None:
    """A value is told as an editor would write it; what has no words of its own is left to the text's."""
    assert value_in_words(kind, value) == words


@given(chains())
@settings(max_examples=40)
def test_a_finding_in_words_says_no_less(chain: Chain) -> None:
    """Words that a finding quotes stand in it when it is told in words too."""
    for finding in audit(chain).findings:
        told = finding_in_words(finding)
        assert all(quoted in told for quoted in re.findall(r"“[^”]*”", finding.sentence))


@pytest.mark.parametrize("chain", [composed.FIVE, composed.GAP, composed.HOSTILE], ids=["five", "gap", "hostile"])
def test_words_that_face_each_other_are_whole(chain: Chain) -> None:
    """Every panel shows all the words of both sides, in their order, whatever is marked in them."""
    root = check(as_page(audit(chain)))
    for panel in root.all("section", class_="panel"):
        numbers = [int(number) for number in re.findall(r"[0-9]+", panel.first("h3").text)[:2]]
        for number in numbers:
            cells = [
                cell
                for cell in panel.first("ol").all("p", data_h=str(number))
                if cell.attributes.get("class") != "none"
            ]
            shown = "".join(badgeless(cell) for cell in cells)
            hop = chain.hop(number)
            expected = parsed(f"<p>{escaped(hop.text or '')}</p>").text
            assert squeezed(shown) == squeezed(expected)
            assert {cell.attributes["lang"] for cell in cells} == {hop.language}
            assert {cell.attributes.get("dir") for cell in cells} == {"rtl" if hop.language == "ar" else None}


def test_words_in_one_language_are_struck_and_added() -> None:
    """What the source alone has is struck on its side, what the hop alone has is marked as added on the other."""
    chain = said("The port stays open.", "en").revised("The port stays open today.", "en")
    panel = check(as_page(audit(chain))).first("section", class_="panel")
    assert [ins.text for ins in panel.all("ins")] == [" today"]
    assert list(panel.all("del")) == []


def test_words_change_whole() -> None:
    """Where an edit falls within a word, the whole word is struck and the whole word added."""
    chain = said("They come to 4,000 ports.", "en").revised("They came to 5,000 ports.", "en")
    panel = check(as_page(audit(chain))).first("section", class_="panel")
    assert [badgeless(gone) for gone in panel.all("del")] == ["come", "4,000"]
    assert [badgeless(new) for new in panel.all("ins")] == ["came", "5,000"]


def test_sentences_that_answer_to_nothing_share_a_row() -> None:
    """Neighbouring sentences with no counterpart stand together beside one remark, not each beside its own."""
    more = "".join(f"在港口的第{number}号码头上有渔民和他们的孩子。" for number in ("一", "二", "三", "四"))
    chain = said("В порту стоит 400 судов.", "ru").reported(f"港口里有400艘船。{more}", "zh", outlet="北亭日报")
    panel = check(as_page(audit(chain))).first("section", class_="panel")
    assert len(chain.steps[0].comparison.alignment) == 5
    rows = panel.first("ol").own
    assert [len(list(row.all("p", class_="none"))) for row in rows] == [0, 1]
    assert squeezed(more) in squeezed(badgeless(rows[1]))


def test_five_hops_of_five_thousand_characters_weigh_little() -> None:
    """A report of a 5-hop chain with 5,000-character texts, facts in every sentence, has at most 300 kB."""
    bench = beside("../bench/page")
    assert len(as_page(audit(bench.chain(5_000, calm=0))).encode()) <= 300_000


def test_words_through_a_gloss_say_so() -> None:
    """Across languages words are struck and added in a rendering, and the page says whose it is."""
    root = check(as_page(audit(composed.FIVE)))
    told = root.first("p", class_="via").text
    assert "made for comparison only, by Glosser (machine)" in told
    assert any(gone.text for gone in root.first("p", class_="words").all("del"))


def test_facts_are_joined_across() -> None:
    """Both sides of a fact have one colour and one number, each leads to the other, and its sign says what became of it."""
    root = check(as_page(audit(composed.FIVE)))
    panel = root.first("section", id="p1")
    by_id = {chip.attributes["id"]: chip for chip in panel.all("b") if "id" in chip.attributes}
    assert by_id
    for name, chip in by_id.items():
        other = by_id[name.replace("s", "t") if "s" in name else name.replace("t", "s")]
        assert chip.attributes["class"] == other.attributes["class"]
    changed = {badgeless(chip) for chip in by_id.values() if chip.attributes["class"].startswith("c")}
    assert {"400", "四千"} <= changed
    assert any(way.text.startswith("≠") and way.attributes["href"][1:] in by_id for way in panel.all("a"))


def test_findings_lead_to_their_evidence_and_back() -> None:
    """Each finding links to the words it rests on, marked where they stand; the mark has a link back to the finding."""
    report = audit(composed.FIVE)
    root = check(as_page(report))
    marks = {mark.attributes["id"]: mark for mark in root.all("mark") if "id" in mark.attributes}
    told = 0
    for number, finding in enumerate(report.findings, 1):
        entry = root.first("li", id=f"f{number}")
        for place, evidence in enumerate(finding.evidence, 1):
            if evidence.span is None or not evidence.exact:
                continue
            assert any(way.attributes["href"] == f"#e{number}-{place}" for way in entry.all("a"))
            assert badgeless(marks[f"e{number}-{place}"]) == evidence.exact
            told += 1
        assert finding.rule in entry.text
    assert told >= 4
    assert any(way.text == "⚑1" or way.attributes["href"] == "#f2" for way in root.first("section", id="p1").all("a"))


def test_what_mends_a_fault_is_told_with_its_code() -> None:
    """Each rule that spoke says what mends it, and what is to be typed stands as code."""
    report = audit(composed.FIVE)
    meanings = check(as_page(report)).first("section", id="meanings")
    spoke = {finding.rule for finding in (*report.findings, *(waived for waived, _ in report.waived))}
    assert {term.text for term in meanings.all("dt")} == spoke
    assert '.translated(…, by="…")' in {code.text for code in meanings.all("code")}
    assert "`" not in meanings.text


def test_what_was_waived_and_what_is_open_is_told() -> None:
    """Waived findings stand with their reason, waivers that met nothing are listed, so is each question left open."""
    report = audit(composed.FIVE)
    root = check(as_page(report))
    accepted = root.first("section", id="accepted").text
    assert "the footer says so (A. Editor, 2026-03-11)" in accepted
    assert "imprecise-date: kept for later" in accepted
    asked = root.first("section", id="asked").text
    assert all(one.rule in asked for one in report.unexamined)
    assert all(name in asked for name in report.clear)


def test_custody_names_every_digest() -> None:
    """Each hop's digest, its words' and its captures' stand there whole, and whether what is held matches."""
    root = check(as_page(audit(composed.FIVE)))
    custody = root.first("section", id="custody").text
    for hop in composed.FIVE.hops:
        assert str(hop.digest) in custody
        assert str(hop.text_digest) in custody
    assert "held, and it matches" in custody
    assert "A. Archivist" in custody


def test_words_nobody_holds_are_told() -> None:
    """Across a gap the nearest held words face each other, and the page says where a change may have come in."""
    root = check(as_page(audit(composed.GAP)))
    assert "The words of hop 2 are not held" in root.first("section", id="steps").text
    card = root.first("li", id="h2").text
    assert "words not held" in card
    assert "may have a part in" in card


@pytest.mark.parametrize(
    ("tag", "way"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("uz-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("zh", "ltr"),
        (None, "auto"),
    ],
)
def test_direction_follows_the_script(tag: str | None, way: str) -> None:
    """A language is laid out as its script is written; one that is not recorded, as its letters say."""
    assert direction(tag) == way


def test_the_same_record_gives_the_same_bytes() -> None:
    """The order in which hops come changes nothing."""
    assert as_page(audit(composed.FIVE)) == as_page(
        audit(Chain.of(reversed(composed.FIVE.hops), held=composed.FIVE.held))
    )


def test_an_index_leads_to_each_report() -> None:
    """Several reports: an entry for each with its sentence, what was found, and the way to it."""
    reports = [audit(composed.FIVE), audit(composed.GAP)]
    root = check(as_page(*reports))
    entries = root.first("ol", class_="index").own
    assert [entry.first("a").text for entry in entries] == [report.sentence for report in reports]
    assert "2 chains" in root.first("h1").text
    pages = dict(as_pages(reports))
    index = check(pages.pop("index.html"))
    assert [way.attributes["href"] for way in index.first("ol").all("a")] == list(pages)
    for page in pages.values():
        assert check(page).first("nav").first("a").attributes["href"] == "index.html"


def test_pages_are_made_one_by_one() -> None:
    """A page is handed on before the next report is asked for, so that memory does not grow with their number."""
    asked: list[int] = []

    def reports() -> Iterator[Report]:
        for number in range(3):
            asked.append(number)
            yield audit(composed.GAP)

    pages = as_pages(reports())
    for number in range(3):
        next(pages)
        assert asked == list(range(number + 1))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(scheme: str) -> None:
    """Contrast is 4.5 to 1 at least (WCAG 2.2, 1.4.3), in both schemes, on every ground that text stands on."""
    block = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[scheme == "dark"]
    colours = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})", block))
    pairs = [(ink, ground) for ink in ("fg", "soft", "link", "error", "warning", "note") for ground in ("bg", "card")]
    pairs += [(kind, f"{kind}-bg") for kind in ("error", "warning", "note", "clear", "gone", "come")]
    pairs += [(ink, f"h{hue}") for ink in ("fg", "link") for hue in range(6)]
    for ink, ground in pairs:
        high, low = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, f"{ink} on {ground}"


def test_the_command_line_writes_a_page_or_a_folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """``--format html`` writes one page, or a page for each chain and an index into a folder."""
    place = tmp_path / "chains.json"
    place.write_bytes(to_json(composed.FIVE, composed.GAP))
    one = tmp_path / "report.html"
    assert main(["audit", str(place), "--format", "html", "-o", str(one)]) == 1
    assert one.read_text(encoding="utf-8") == as_page(audit(composed.FIVE), audit(composed.GAP))
    folder = tmp_path / "pages"
    assert main(["audit", str(place), "--format", "html", "-o", f"{folder}/"]) == 1
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == dict(
        as_pages(map(audit, (composed.FIVE, composed.GAP)))
    )
    assert main(["audit", str(place), "--format", "html", "-o", f"{one}/"]) == 2
    assert "not a folder" in capfd.readouterr().err


def test_the_key_names_the_marks_that_are_there() -> None:
    """A reader is told what a mark means where it stands on the page, and of no other."""
    calm = check(as_page(audit(said("The port is open.", "en").republished("The port is open.", "en", outlet="Quay"))))
    assert list(calm.all("ul", class_="legend")) == []
    told = check(as_page(audit(composed.FIVE))).first("ul", class_="legend").text
    assert all(each in told for each in ("kept", "changed", "what finding 5 rests on", "went", "came"))
