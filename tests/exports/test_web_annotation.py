"""Web Annotation: the suite's assertions and what they do not notice; ours come back, anyone's as far as they hold words."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import Agent, Capture, Span, said
from provenance.canonical import digest_of
from provenance.errors import ExportError, IntegrityError, LimitError, UnreadableError
from provenance.exports import export
from provenance.exports.quoting import around, in_utf16
from provenance.imports import load
from provenance.testing import words
from tests.exports.annotation_suite import SUITE, annotations_in, faults, musts
from tests.exports.hostile import HOSTILE, deep, disturbed, nonsense, read_or_refused, text_of
from tests.exports.laws import COMPOSED, ExportLaws

if TYPE_CHECKING:
    from provenance.model.chain import Chain

GOLDEN = Path(__file__).parents[1] / "data" / "exports" / "web-annotation.jsonld"
TIMES = ("created", "modified", "generated", "sourceDate", "sourceDateStart", "sourceDateEnd")
MOTIVATIONS = {"linking", "highlighting"}

PAGE = "Эфир от 4 марта. 😃 «Мы готовы», сказал он. Порт закрыт."
QUOTED = said(
    "Мы готовы",
    "ru",
    by=Agent("Ilya Marenko", kind="person"),
    url="https://harbour.example/live",
    captures=[
        Capture(
            data=digest_of(b"page"),
            text=digest_of(PAGE.encode()),
            span=Span(20, 29),
            time=datetime(2026, 3, 4, 8, tzinfo=UTC),
            collector="A. Archivist",
            archived="https://archive.example/20260304/live",
        )
    ],
).translated("We are ready", "en", by="J. Smith", on="2026-03-05T10:00:00+02:00")
HELD = QUOTED.holding(PAGE.encode())


def nodes(value: Any) -> list[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(value, list):
        return [node for one in value for node in nodes(one)]
    if isinstance(value, dict):
        return [value, *(node for one in value.values() for node in nodes(one))]
    return []


def check_what_the_schemas_miss(document: Any) -> None:
    """Times in UTC with a Z, no start after its end, one kind of date, a context that needs no fetching of ours."""
    for node in nodes(document):
        for key in TIMES:
            if key in node:
                moment = datetime.fromisoformat(node[key])
                assert node[key].endswith("Z")
                assert moment.utcoffset() is not None
        assert not ("sourceDate" in node and ("sourceDateStart" in node or "sourceDateEnd" in node))
        if "start" in node:
            assert 0 <= node["start"] <= node["end"]
        assert all(key.startswith("tp:") for key in node if ":" in key)
        if "@context" in node:
            assert node["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
            assert node["@context"][1] == {"tp": "urn:provenance:term:"}
    annotations = annotations_in(document)
    assert annotations
    assert len({one["id"] for one in annotations}) == len(annotations)
    assert all(MOTIVATIONS & set(one["motivation"]) for one in annotations)
    if document["type"] == "AnnotationCollection":
        assert document["total"] == len(annotations)


class TestWebAnnotation(ExportLaws):
    """Every annotation meets all 54 MUST assertions, and what their schemas do not notice."""

    name = "web-annotation"

    def valid(self, content: str) -> None:
        document = json.loads(content)
        check_what_the_schemas_miss(document)
        for annotation in annotations_in(document):
            assert faults(annotation) == []


class TestInUtf16(TestWebAnnotation):
    """The same laws where positions count UTF-16 units."""

    options = {"units": "utf16"}  # noqa: RUF012 - a class variable of the laws, never changed
    test_valid_and_honest_a_thousand_times = None


def only(chain: Chain, **options: str) -> dict[str, Any]:
    """The one annotation of a chain."""
    (annotation,) = annotations_in(json.loads(export(chain, "web-annotation", computed=False, **options).content))
    return annotation


# ---- the judge ------------------------------------------------------------------------------------


def test_the_suite_is_whole() -> None:
    """There are 54 assertions, each with its own judge."""
    assert len({name for name, _ in musts()}) == 54


def test_the_suite_s_own_samples_are_right() -> None:
    """The judge finds nothing in the suite's correct annotations, but for a state without a type in one of them."""
    musts()
    found = {}
    for path in sorted((SUITE / "tools" / "samples" / "correct").glob("*.json")):
        for annotation in annotations_in(json.loads(path.read_bytes()))[:1]:
            if "@context" in annotation:
                found[path.stem] = [Path(name).stem for name in faults(annotation)]
    assert len(found) == 41
    assert {name: wrong for name, wrong in found.items() if wrong} == {"anno33": ["4.3-stateValidIfPresent"]}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"@context": None}, "3.1-annotationContextValidated"),
        ({"@context": ["https://www.w3.org/ns/activitystreams"]}, "3.1-annotationContextValidated"),
        ({"id": None}, "3.1-annotationIdValidated"),
        ({"id": "no IRI"}, "3.1-annotationIdValidated"),
        ({"type": "Note"}, "3.1-annotationTypeValidated"),
        ({"target": None}, "3.1-targetKeyFound"),
        ({"target": {"value": "words"}}, "3.2-targetObjectsRecognized"),
        ({"target": {"source": "http://a.example"}}, "3.2-targetObjectsRecognized"),
        ({"body": {"type": "TextualBody"}}, "3.2-bodyObjectsRecognized"),
        ({"bodyValue": "words"}, "3.2.5-notBodyBodyValue"),
        ({"created": "2026-03-04"}, "3.3.1-annotationCreatedValidated"),
        ({"rights": "all reserved"}, "3.3.6-annotationRightsValidated"),
        ({"body": {"value": "words", "source": "http://a.example"}}, "4-bodyEmbeddedTextualNoSource"),
        ({"body": {"value": "words", "textDirection": "up"}}, "3.2.1-bodyTextDirectionValidated"),
        ({"body": {"value": "words", "created": "yesterday"}}, "3.3.1-bodyCreatedValidated"),
        ({"body": {"value": "words", "rights": "no IRI"}}, "3.3.6-bodyRightsValidated"),
        ({"target": {"type": "Choice", "items": ["http://a.example"], "value": "words"}}, "3.2.4-targChoiceSetNoValue"),
        ({"target": {"source": "http://a.example", "selector": {"type": "Mood"}}}, "4.2-selectorValidIfPresent"),
        ({"target": {"source": "http://a.example", "state": {"type": "Mood"}}}, "4.3-stateValidIfPresent"),
        (
            {"target": {"source": "http://a.example", "selector": {"type": "TextQuoteSelector"}}},
            "4.2.4-textQuoteSelectorValid",
        ),
        (
            {
                "target": {
                    "source": "http://a.example",
                    "selector": {"type": "TextPositionSelector", "start": -1, "end": 2},
                }
            },
            "4.2-TextDataPositionSelectorValid",
        ),
        (
            {"target": {"source": "http://a.example", "state": {"type": "TimeState", "sourceDate": "2026-03-04"}}},
            "4.3.1-timeStateValid",
        ),
        ({"target": {"source": "http://a.example", "styleClass": "red"}}, "4.4-styleClassValidIfPresent"),
    ],
)
def test_the_judge_bites(changes: dict[str, Any], fault: str) -> None:
    """One fault put into an annotation of ours is found by the assertion that is about it."""
    annotation = {**only(HELD), **changes}
    wrong = faults({key: value for key, value in annotation.items() if value is not None})
    assert fault in {Path(name).stem for name in wrong}


# ---- what stands where ----------------------------------------------------------------------------


def test_golden() -> None:
    """The composed chain, as the format writes it."""
    assert export(COMPOSED, "web-annotation").content == GOLDEN.read_text(encoding="utf-8")


def test_the_words_where_they_stand() -> None:
    """Both selectors, what stands around the words, when the page was read and where a copy of it is."""
    target = only(HELD)["target"]
    assert target["source"] == "https://harbour.example/live"
    assert target["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "Мы готовы",
            "prefix": "Эфир от 4 марта. 😃 «",
            "suffix": "», сказал он. Порт закрыт.",
        },
        {"type": "TextPositionSelector", "start": 20, "end": 29},
    ]
    assert PAGE[20:29] == "Мы готовы"
    (state,) = target["state"]
    assert (state["sourceDate"], state["cached"]) == ("2026-03-04T08:00:00Z", "https://archive.example/20260304/live")
    assert only(HELD)["body"]["created"] == "2026-03-05T08:00:00Z"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib warns of itself
def test_as_triples() -> None:
    """Read as JSON-LD, our keys are our terms, and what the standard's context names can be told from them."""
    graph = pytest.importorskip("rdflib").Graph()
    document = json.loads(export(COMPOSED, "web-annotation").content)
    mine = {"@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type", "tp": "urn:provenance:term:"}
    text = json.dumps(document)
    for context in {json.dumps(node["@context"]) for node in nodes(document) if "@context" in node}:
        text = text.replace(context, json.dumps(mine))
    graph.parse(data=text, format="json-ld")
    digests = {str(value) for _, name, value in graph if str(name) == "urn:provenance:term:digest"}
    assert digests == {str(hop.digest) for hop in COMPOSED.hops}
    assert {str(name) for _, name, _ in graph if "provenance" in str(name)} >= {
        f"urn:provenance:term:{name}"
        for name in ("sourceDigest", "speaker", "occasion", "disclaimer", "method", "head")
    }


def test_units() -> None:
    """In code points as the model has it, in UTF-16 units where they are asked for; only the page can tell them apart."""
    assert only(HELD, units="utf16")["target"]["selector"][1]["start"] == 21
    assert [one["type"] for one in only(QUOTED, units="utf16")["target"]["selector"]] == ["TextQuoteSelector"]
    with pytest.raises(ExportError, match="units"):
        export(HELD, "web-annotation", units="bytes")
    small = "😃 «Мы готовы»"
    assert (small.index("Мы"), in_utf16(small, Span(3, 12))) == (3, (4, 13))


@given(words(), st.data())
def test_utf16_is_what_an_encoder_counts(text: str, data: st.DataObject) -> None:
    """Positions in UTF-16 units cut the same words out of the encoded text."""
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    first, last = in_utf16(text, span)
    assert text.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le") == span.of(text)


@given(st.text(st.sampled_from("ae \u0301\u200d👩🏽🇺🇦\r\nक्ष"), max_size=90), st.data())
def test_what_stands_around_is_cut_between_characters(text: str, data: st.DataObject) -> None:
    """A prefix and a suffix stand right before and after the words, and begin and end with whole characters."""
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    prefix, suffix = around(text, span)
    assert text[: span.start].endswith(prefix)
    assert text[span.end :].startswith(suffix)
    assert len(prefix) <= 32
    assert len(suffix) <= 32
    if prefix and len(prefix) < span.start:
        assert unicodedata.category(prefix[0])[0] != "M"
    if suffix and span.end + len(suffix) < len(text):
        assert unicodedata.category(text[span.end + len(suffix)])[0] != "M"


def test_what_is_unsaid() -> None:
    """The custody of words that nothing annotates, and of a page whose time nobody noted, is told, with the reason."""
    head = QUOTED.reported("We are ready", "en", outlet="Harbour Daily", captures=[Capture(data=digest_of(b"x"))])
    assert [(one.hop, one.field) for one in export(head, "web-annotation").unsaid] == [(head.digest, "captures")]
    below = head.republished("We are ready", "en", outlet="Port Courier")
    assert [(one.hop, one.field) for one in export(below, "web-annotation").unsaid] == [(head.digest, "captures.0")]
    assert [one.field for one in export(HELD, "web-annotation").unsaid] == ["held.evidence"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_inert(hostile: str) -> None:
    """Words that would end a script, or turn the order of what is shown, do neither, and come back as they were."""
    chain = said(hostile, "en", by=hostile, url=hostile).translated(hostile, "ru", by=hostile, licence=hostile)
    exported = export(chain, "web-annotation")
    assert not set("<>\u2028\u2029\u202e\u2066\ufeff\x85\x00") & set(exported.content)
    assert load(exported.content).chains == (chain,)
    assert all(faults(one) == [] for one in annotations_in(json.loads(exported.content)))


# ---- ours, read back ------------------------------------------------------------------------------


def test_an_altered_annotation_is_noticed() -> None:
    """Words, speaker or date changed by somebody: the digest does not fit any more."""
    for old, new in (
        ("up to six million", "up to nine million"),
        ("Marenko", "Marenkov"),
        ("2025-12-19T", "2025-12-18T"),
    ):
        content = export(COMPOSED, "web-annotation").content
        assert old in content
        with pytest.raises(IntegrityError, match="altered"):
            load(content.replace(old, new))


def test_an_altered_annotation_is_noticed_where_some_is_unsaid() -> None:
    """What is told has a digest of its own, so it is checked even where the format could not say everything."""
    head = QUOTED.reported("We are ready", "en", outlet="Harbour Daily", captures=[Capture(data=digest_of(b"x"))])
    content = export(head, "web-annotation").content
    assert load(content).chains[0].head.text == "We are ready"
    with pytest.raises(IntegrityError, match="altered"):
        load(content.replace("Harbour Daily", "Harbour Weekly"))


def test_one_annotation_taken_out() -> None:
    """An annotation by itself still has its words and its source's; who said those is not told there."""
    annotation = annotations_in(json.loads(export(COMPOSED, "web-annotation").content))[1]
    (chain,) = load(text_of(annotation)).chains
    assert [hop.text for hop in chain.hops] == [hop.text for hop in COMPOSED.hops[1:]]
    assert chain.head.attribution.translator == COMPOSED.head.attribution.translator
    assert chain.origins[0].attribution.locator == COMPOSED.hops[1].attribution.locator


def test_a_circle_is_refused() -> None:
    """Hops that rest on each other are no chain."""
    collection = json.loads(export(COMPOSED, "web-annotation").content)
    first, second = collection["first"]["items"]
    first["tp:sourceDigest"] = second["tp:digest"]
    del first["target"]["tp:digest"]
    with pytest.raises(UnreadableError, match="circle"):
        load(text_of(collection))


# ---- anyone's -------------------------------------------------------------------------------------


def annotation(**fields: Any) -> str:
    """An annotation by somebody else."""
    whole = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://desk.example/1",
        "type": "Annotation",
        "target": {
            "source": "https://harbour.example/live",
            "selector": {"type": "TextQuoteSelector", "exact": "Мы готовы", "prefix": "«", "suffix": "»"},
        },
        **fields,
    }
    return text_of(whole)


def test_words_on_a_page() -> None:
    """A quote selector alone is a hop: the words as the page has them, in a language nobody declared."""
    (chain,) = load(annotation()).chains
    (hop,) = chain.hops
    assert (hop.act, hop.text, hop.language) == ("reported", "Мы готовы", None)
    assert hop.attribution.locator is not None
    assert hop.attribution.locator.given == "https://harbour.example/live"
    assert hop.was_inferred("act")


@pytest.mark.parametrize(
    ("fields", "act"),
    [
        ({"motivation": "linking"}, "reported"),
        ({"motivation": "linking", "language": "en"}, "translated"),
        ({"motivation": "translating"}, "translated"),
        ({"motivation": "https://desk.example/translation"}, "translated"),
        ({"motivation": "editing"}, "revised"),
        ({"language": "en"}, "translated"),
        ({"motivation": ["linking", "tp:excerpted"]}, "excerpted"),
    ],
)
def test_a_body_that_renders_the_words(fields: dict[str, str], act: str) -> None:
    """By its motivation, or by its language, a body is the words in another form: a step."""
    body: dict[str, Any] = {
        "type": "TextualBody",
        "value": "We are ready",
        "creator": {"type": "Person", "name": "J. Smith"},
    }
    language = fields.pop("language", None) if "language" in (fields := dict(fields)) else None
    if language:
        body["language"] = language
    (chain,) = load(annotation(body=body, **fields)).chains
    assert (chain.head.act, chain.head.text, len(chain.hops)) == (act, "We are ready", 2)
    assert chain.head.was_inferred("act") is (act != "excerpted")
    assert [agent.kind for agent in chain.head.attribution.translator + chain.head.attribution.author] == ["person"]


@pytest.mark.parametrize("motivation", ["commenting", "tagging", "describing", "questioning", None])
def test_a_comment_is_no_rendering(motivation: str | None) -> None:
    """What is said about words is put in nobody's mouth: it is told as unread."""
    body = {"type": "TextualBody", "value": "I doubt that."}
    fields = {} if motivation is None else {"motivation": motivation}
    loaded = load(annotation(body=body, **fields))
    assert [hop.text for chain in loaded.chains for hop in chain.hops] == ["Мы готовы"]
    assert "/body/value" in {one.where for one in loaded.unread}


def test_who_made_the_annotation() -> None:
    """Where the body is silent its maker and its date are those of the annotation, marked as inferred."""
    body = {"type": "TextualBody", "value": "We are ready", "language": "en"}
    made = {"creator": "http://desk.example/smith", "created": "2026-03-04T08:00:00.123Z"}
    head = load(annotation(body=body, **made)).chains[0].head
    assert [agent.id for agent in head.attribution.translator] == ["http://desk.example/smith"]
    assert str(head.attribution.on) == "2026-03-04T08:00:00Z"
    assert head.was_inferred("translator")
    assert head.was_inferred("on")


def test_where_and_when() -> None:
    """A position that fits the words, a time and a copy become the custody of the page."""
    target = {
        "source": {"id": "https://harbour.example/live", "language": "ru"},
        "selector": [
            {
                "type": "FragmentSelector",
                "value": "p2",
                "refinedBy": {"type": "TextQuoteSelector", "exact": "Мы готовы"},
            },
            {"type": "TextPositionSelector", "start": 20, "end": 29},
        ],
        "state": {"type": "TimeState", "sourceDate": "2026-03-04T08:00:00Z", "cached": "https://archive.example/1"},
    }
    (hop,) = load(annotation(target=target)).chains[0].hops
    (capture,) = hop.captures
    assert (capture.span, capture.time) == (Span(20, 29), datetime(2026, 3, 4, 8, tzinfo=UTC))
    assert hop.language == "ru"
    short = {**target, "selector": [{"type": "TextQuoteSelector", "exact": "Мы"}, target["selector"][1]]}  # type: ignore[index]  # a list by the lines above
    loaded = load(annotation(target=short))
    assert loaded.chains[0].hops[0].captures[0].span is None
    assert "not as long" in str(loaded.unread[-1])


HYPOTHESIS = {
    "id": "abc",
    "created": "2026-03-04T08:00:00.000000+00:00",
    "user": "acct:smith@desk.example",
    "uri": "https://harbour.example/live",
    "text": "Compare the Chinese version.",
    "tags": ["port"],
    "target": [
        {
            "source": "https://harbour.example/live",
            "selector": [
                {
                    "type": "RangeSelector",
                    "startContainer": "/p[1]",
                    "startOffset": 3,
                    "endContainer": "/p[1]",
                    "endOffset": 12,
                },
                {"type": "TextPositionSelector", "start": 21, "end": 30},
                {"type": "TextQuoteSelector", "exact": "Мы готовы", "prefix": "«", "suffix": "»"},
            ],
        }
    ],
    "document": {"title": ["Live"]},
}


@pytest.mark.parametrize("document", [HYPOTHESIS, {"total": 1, "rows": [HYPOTHESIS]}, [HYPOTHESIS]])
def test_what_hypothesis_hands_out(document: object) -> None:
    """The words are read, the reader's note on them is not put in anybody's mouth, UTF-16 positions are told."""
    loaded = load(text_of(document))
    assert loaded.format == "web-annotation"
    (chain,) = loaded.chains
    assert [hop.text for hop in chain.hops] == ["Мы готовы"]
    assert chain.head.attribution.locator is not None
    assert chain.head.captures == ()
    told = {one.where.rsplit("/", 1)[-1]: one.why for one in loaded.unread}
    assert {"text", "tags", "user", "prefix", "suffix"} <= told.keys()
    assert "UTF-16" in told["start"]


def test_samples_of_the_suite() -> None:
    """Each of the suite's 45 correct documents is read; those with words give a chain."""
    musts()
    paths = sorted((SUITE / "tools" / "samples" / "correct").glob("*.json"))
    assert len(paths) == 45
    words_of = {
        path.stem: [hop.text for chain in load(path.read_bytes()).chains for hop in chain.hops] for path in paths
    }
    assert {name: found for name, found in words_of.items() if found} == {
        "anno26": ["anotation"],
        "anno32": ["Selected Text"],
        "collection1": ["anotation", "Selected Text"],
    }


@pytest.mark.parametrize(
    "document",
    [
        "{}",
        "[]",
        "null",
        '{"type": "Annotation"}',
        '{"type": "Note", "target": "http://a.example"}',
        '{"type": "Annotation", "target": {}, "target": 1}',
        '{"type": "Annotation", "target"',
        "\ufeff",
    ],
)
def test_what_is_no_annotation(document: str) -> None:
    """Refused by name, or read as nothing: never another exception."""
    loaded = read_or_refused(document, "web-annotation")
    assert loaded is None or loaded.chains == ()


@pytest.mark.parametrize("form", [["text/plain"], {"a": 1}, "text/html", 7])
def test_a_body_of_another_form(form: object) -> None:
    """Words in markup, or in a form that is none, are told: what of them is shown is not known."""
    loaded = load(annotation(body={"value": "<p>We</p>", "language": "en", "format": form}))
    assert [len(chain.hops) for chain in loaded.chains] == [1]
    assert "/body/format" in {one.where for one in loaded.unread}


@pytest.mark.parametrize("shape", ["lists", "open lists", "objects"])
def test_nested_too_deep(shape: str) -> None:
    """A hundred thousand levels are refused before anything is parsed."""
    with pytest.raises((LimitError, UnreadableError)):
        load(deep(shape), "web-annotation")


KEYS = (
    *("@context", "id", "type", "target", "body", "bodyValue", "motivation", "creator", "created", "rights", "value"),
    *(
        "language",
        "format",
        "purpose",
        "source",
        "selector",
        "state",
        "refinedBy",
        "exact",
        "prefix",
        "suffix",
        "start",
    ),
    *("end", "sourceDate", "cached", "first", "items", "rows", "total", "uri", "name", "nickname", "@value"),
    *("tp:digest", "tp:toldDigest", "tp:sourceDigest", "tp:head", "tp:act", "tp:mode", "tp:speaker", "tp:on"),
    *("tp:inferred", "tp:field", "tp:basis", "tp:wordsDigest", "tp:wordsLength", "tp:locator", "tp:alias", "tp:method"),
)
WORDS = (
    *("Annotation", "AnnotationCollection", "TextualBody", "TextQuoteSelector", "TextPositionSelector", "TimeState"),
    *(
        "http://www.w3.org/ns/anno.jsonld",
        "linking",
        "tp:said",
        "tp:translated",
        "Мы готовы",
        "ru",
        "2026-03-04T08:00:00Z",
    ),
    *("sha256:" + "0" * 64, "ni:///sha-256;x", "direct", "9999-12-31T23:59:59-14:00"),
)


@settings(max_examples=150)
@given(nonsense(KEYS, WORDS))
def test_nonsense(document: object) -> None:
    """Anything anywhere is read as far as it goes, or refused with an error of ours."""
    read_or_refused(text_of(document), "web-annotation")
    read_or_refused(text_of({"type": "Annotation", "target": document, "body": document}), "web-annotation")


@settings(max_examples=150)
@given(
    disturbed(
        json.loads(export(HELD.republished("We are ready", "en"), "web-annotation").content), nonsense(KEYS, WORDS)
    )
)
def test_disturbed(document: object) -> None:
    """An annotation of ours in which something else stands: noticed, told, refused, never another exception."""
    read_or_refused(text_of(document), "web-annotation")


@settings(max_examples=100)
@given(disturbed(json.loads(annotation(body={"value": "We", "language": "en"})), nonsense(KEYS, WORDS)))
def test_disturbed_of_somebody_else(document: object) -> None:
    """The same for anyone's."""
    read_or_refused(text_of(document), "web-annotation")
