"""schema.org: every property in its domain and range; quotations and claims come back, anyone's as far as they are words."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from provenance import Agent, Capture, Inferred, Span, said
from provenance.canonical import digest_of
from provenance.errors import ExportError, IntegrityError, LimitError, UnreadableError
from provenance.exports import export
from provenance.imports import load
from provenance.vocabulary import ni_of
from tests.exports.hostile import HOSTILE, deep, disturbed, nonsense, read_or_refused, text_of
from tests.exports.laws import COMPOSED, ExportLaws
from tests.exports.schema_terms import RELEASE, faults, table, table_of_release

DATA = Path(__file__).parents[1] / "data" / "exports"
REVIEW = {"author": "Harbour Check", "url": "https://check.example/1", "date": "2026-03-04", "rating": "distorted"}

FULL = (
    said("Мы готовы", "ru", by=Agent("Ilya Marenko", kind="person", id="https://people.example/1"), on="2025-12-19")
    .reported(
        "我们准备好了",
        "zh",
        outlet="Harbour Daily",
        speaker=Agent("马连科", aliases=("Marenko",)),
        url="https://harbour.example/1",
        title="港口",
        captures=[
            Capture(
                data=digest_of(b"page"),
                time=datetime(2026, 3, 4, 8, tzinfo=UTC),
                collector=Agent("A. Archivist", kind="person"),
                locator="https://harbour.example/1",
                archived="https://archive.example/1",
            )
        ],
    )
    .translated(
        "We are ready",
        "en",
        by=[Agent("J. Smith", kind="person"), Agent("mt", kind="software", version="2")],
        method="machine",
        credit="Translated by J. Smith",
        licence="all rights reserved",
    )
)


class _Laws(ExportLaws):
    def valid(self, content: str) -> None:
        document = json.loads(content)
        assert document["@context"] == "https://schema.org"
        assert faults(document) == []


class TestSchemaOrg(_Laws):
    """Quotations, actions and claims."""

    name = "schema-org"


class TestClaimReview(_Laws):
    """The same under a review of the claim."""

    name = "claim-review"


# ---- the judge ------------------------------------------------------------------------------------


def test_the_table_is_that_of_the_release() -> None:
    """What the judge goes by is what release 30.0 says."""
    if not RELEASE.is_file():
        pytest.skip(f"release 30.0 of schema.org is not there: {RELEASE}")
    assert table_of_release(list(table()["properties"]), list(table()["classes"])) == table()


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "WebPage", "sha256": "0"}, "sha256 on"),
        ({"@type": "Quotation", "recordedIn": {"@type": "Quotation"}}, "recordedIn on"),
        ({"@type": "Quotation", "translator": {"@type": "SoftwareApplication", "name": "mt"}}, "translator:"),
        ({"@type": "CreateAction", "endTime": "2025-12-19"}, "endTime:"),
        ({"@type": "Quotation", "dateCreated": "199X"}, "dateCreated:"),
        ({"@type": "Quotation", "url": "no link"}, "url:"),
        ({"@type": "Quotation", "digitalSourceType": "https://schema.org/Person"}, "digitalSourceType:"),
        ({"@type": "Quotation", "isBasedOn": {"@id": "nowhere"}}, "isBasedOn:"),
        ({"@type": "Quotation", "words": "We"}, "no such property"),
        ({"text": "We"}, "text on something without a type"),
        ({"@type": "Quotation", "publisher": {"name": "x"}, "license": {"name": "x"}}, "license:"),
    ],
)
def test_the_judge_bites(node: dict[str, Any], fault: str) -> None:
    """A property on what may not have it, or with what it may not hold, is found."""
    (found,) = faults({"@graph": [node]})
    assert found.startswith(fault)


# ---- what stands where ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["schema-org", "claim-review"])
def test_golden(name: str) -> None:
    """The composed chain, as the format writes it."""
    assert export(COMPOSED, name).content == (DATA / f"{name}.jsonld").read_text(encoding="utf-8")


def test_where_it_stands() -> None:
    """Each field under the property that release 30.0 has for it."""
    graph = json.loads(export(FULL, "schema-org").content)["@graph"]
    first, second, third = (node for node in graph if node["@type"] == "Quotation")
    assert first["creator"] == {"@type": "Person", "name": "Ilya Marenko", "sameAs": "https://people.example/1"}
    assert second["spokenByCharacter"] == {"name": "马连科", "alternateName": ["Marenko"]}
    assert second["workTranslation"] == [{"@id": third["@id"]}]
    assert second["isPartOf"] == {
        "@type": "NewsArticle",
        "headline": "港口",
        "publisher": {"@type": "Organization", "name": "Harbour Daily"},
        "url": "https://harbour.example/1",
        "encoding": [
            {
                "@type": "MediaObject",
                "sha256": digest_of(b"page").hex,
                "dateCreated": "2026-03-04T08:00:00Z",
                "creator": {"@type": "Person", "name": "A. Archivist"},
                "contentUrl": "https://harbour.example/1",
                "archivedAt": "https://archive.example/1",
            }
        ],
    }
    assert third["translationOfWork"] == third["isBasedOn"] == [{"@id": second["@id"]}]
    assert [one["name"] for one in third["translator"]] == ["J. Smith"]
    assert third["license"] == {"@type": "CreativeWork", "name": "all rights reserved"}
    action = next(node for node in graph if node.get("result") == {"@id": third["@id"]})
    assert action["instrument"] == [{"@type": "SoftwareApplication", "name": "mt", "softwareVersion": "2"}]
    assert export(FULL, "schema-org").unsaid == ()
    assert load(export(FULL, "schema-org").content).chains == (FULL,)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib warns of itself
def test_as_triples() -> None:
    """Read as JSON-LD by another library, the hops are joined as they are in the chain."""
    rdflib = pytest.importorskip("rdflib")
    document = json.loads(export(FULL, "schema-org").content)
    graph = rdflib.Graph()
    graph.parse(data=json.dumps({**document, "@context": {"@vocab": "https://schema.org/"}}), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    names = [rdflib.URIRef(ni_of(hop.digest)) for hop in FULL.hops]
    assert set(graph.subjects(rdflib.RDF.type, schema.Quotation)) == set(names)
    assert set(graph.subject_objects(schema.translationOfWork)) == {(names[2], names[1])}
    assert set(graph.subject_objects(schema.isBasedOn)) == {(names[1], names[0]), (names[2], names[1])}
    assert {str(graph.value(name, schema.text)) for name in names} == {hop.text for hop in FULL.hops}


def test_what_is_unsaid() -> None:
    """What has no property there, field by field."""
    chain = said(
        None,
        "ru",
        by=Agent("bot", kind="software"),
        on="--12-19",
        disclaimer="Views are his own.",
        captures=[Capture(span=Span(1, 2)), Capture(data=digest_of(b"x"), text=digest_of(b"y"))],
        inferred=[Inferred("on", "a dateline")],
    ).translated("We", "en", by=[Agent("mt", kind="software"), "J. Smith"], method="human", url="harbour.example/1")
    assert [one.field for one in export(chain, "schema-org").unsaid] == [
        "attribution.speaker",
        "attribution.on",
        "captures.0",
        "captures.1.text",
        "attribution.disclaimer",
        "inferred",
        "attribution.translator.0",
        "attribution.method",
        "attribution.locator",
    ]


def test_a_review_says_what_its_author_says() -> None:
    """Author, address, date and verdict come from the caller, and nothing of the kind comes from us."""
    review = json.loads(export(COMPOSED, "claim-review", computed=False, **REVIEW).content)["@graph"][0]
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "distorted"}
    assert review["author"] == {"name": "Harbour Check"}
    bare = json.loads(export(COMPOSED, "claim-review").content)["@graph"][0]
    assert bare.keys() == {"@type", "@id", "claimReviewed", "itemReviewed"}
    full = export(
        COMPOSED,
        "claim-review",
        author="H",
        author_kind="organisation",
        rating_value="2",
        best_rating="5",
        worst_rating="1",
    )
    assert faults(json.loads(full.content)) == []
    loaded = load(export(FULL, "claim-review", computed=False, **REVIEW).content)
    assert (loaded.format, loaded.chains) == ("claim-review", (FULL,))
    assert {one.where.rpartition("/")[2] for one in loaded.unread} == {"author", "url", "datePublished", "reviewRating"}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "no link"),
        ("date", "yesterday"),
        ("date", "--12-19"),
        ("author_kind", "bot"),
        ("author", " "),
        ("stars", "5"),
    ],
)
def test_options_that_cannot_stand(option: str, value: str) -> None:
    """An option that is none, or whose value cannot stand there, is refused by name."""
    options = {"author": "Harbour Check", option: value}
    with pytest.raises(ExportError, match=option) as caught:
        export(COMPOSED, "claim-review", computed=False, **options)
    assert caught.value.field == option


def test_one_review_is_of_one_chain() -> None:
    """Several chains are several reviews."""
    with pytest.raises(ExportError, match="one chain"):
        export([COMPOSED, FULL], "claim-review")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_inert(hostile: str) -> None:
    """In a page, where this is embedded, nothing ends the script; the words come back as they were."""
    chain = said(hostile, "en", by=hostile).translated(hostile, "ru", by=hostile, licence=hostile, outlet=hostile)
    for name in ("schema-org", "claim-review"):
        content = export(chain, name).content
        assert not set("<>\u2028\u2029\u202e\u2066\ufeff\x85\x00") & set(content)
        assert load(content).chains == (chain,)
    with pytest.raises(ExportError, match="url"):
        export(chain, "claim-review", url=hostile)


def test_an_altered_document_is_noticed() -> None:
    """What is told has a digest of its own, so words, names and joints are checked even where some is unsaid."""
    content = export(COMPOSED, "schema-org").content
    assert export(COMPOSED, "schema-org").unsaid
    for old, new in (("six million", "nine million"), ("Marenko", "Marenkov"), ("term:reported", "term:excerpted")):
        assert old in content
        with pytest.raises(IntegrityError, match="altered"):
            load(content.replace(old, new))
    foreign = read({**QUOTE, "identifier": f"sha256:{'0' * 64}"})
    assert foreign.chains[0].head.text == "We are ready."


# ---- anyone's -------------------------------------------------------------------------------------


def read(*nodes: dict[str, Any], context: object = "https://schema.org") -> Any:
    """What a document of somebody else holds."""
    return load(text_of({"@context": context, "@graph": list(nodes)}))


QUOTE = {
    "@type": "Quotation",
    "text": "We are ready.",
    "inLanguage": "en",
    "creator": {"@type": "Person", "name": "I. Marenko"},
}


@pytest.mark.parametrize(
    "document",
    [
        {"@context": "https://schema.org", **QUOTE},
        {"@context": "http://schema.org/", **QUOTE},
        [{"@context": "https://schema.org", **QUOTE}],
        {"@context": ["https://schema.org", {"x": "https://x.example"}], "@graph": [QUOTE]},
        {"@context": {"@vocab": "https://schema.org/"}, "@graph": [[QUOTE]]},
        {
            "@context": {"schema": "https://schema.org/"},
            "@type": ["schema:Quotation", "schema:CreativeWork"],
            "schema:text": {"@value": "We are ready.", "@language": "en"},
            "schema:inLanguage": {"@type": "schema:Language", "schema:name": "English", "schema:alternateName": "en"},
            "schema:creator": {"@type": "schema:Person", "schema:name": "I. Marenko"},
        },
        {
            "@type": "http://schema.org/Quotation",
            **{f"http://schema.org/{key}": value for key, value in QUOTE.items() if key != "@type"},
        },
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "Quotation", **{k: v for k, v in QUOTE.items() if k != "creator"}, "creator": {"@id": "#p"}},
                {"@id": "#p", "@type": "Person", "name": "I. Marenko"},
            ],
        },
    ],
)
def test_a_quotation_however_it_is_written(document: object) -> None:
    """Alone, in a list, in a graph, with a prefix or in full: one hop, said by whoever is named."""
    loaded = load(text_of(document))
    assert loaded.format == "schema-org"
    (chain,) = loaded.chains
    (hop,) = chain.hops
    assert (hop.text, hop.language, hop.act) == ("We are ready.", "en", "said")
    assert hop.attribution.speaker == Agent("I. Marenko", kind="person")
    assert hop.was_inferred("act")


def test_a_quotation_in_an_article() -> None:
    """Words that stand in an article are its report of them; the article's own fields are the hop's."""
    article = {
        "@type": "NewsArticle",
        "headline": "Port",
        "url": "https://harbour.example/1",
        "publisher": {"@type": "Organization", "name": "Harbour Daily"},
        "datePublished": "2026-03-04",
        "wordCount": 300,
        "hasPart": [QUOTE],
    }
    loaded = read(article)
    (hop,) = loaded.chains[0].hops
    assert (hop.act, hop.attribution.outlet, hop.attribution.title) == ("reported", "Harbour Daily", "Port")
    assert (str(hop.attribution.on), str(hop.attribution.locator)) == ("2026-03-04", "https://harbour.example/1")
    assert [one.where for one in loaded.unread] == ["/@graph/0/wordCount"]


def test_what_a_quotation_is_based_on() -> None:
    """Another quotation with its words, a work without any, an address: each is a hop that it rests on."""
    original = {**QUOTE, "@id": "#ru", "text": "Мы готовы.", "inLanguage": "ru"}
    article = {"@type": "NewsArticle", "headline": "Port", "url": "https://harbour.example/1"}
    loaded = read(
        {**QUOTE, "translationOfWork": {"@id": "#ru"}, "isBasedOn": [article, "https://harbour.example/2"]}, original
    )
    (chain,) = loaded.chains
    assert chain.head.act == "translated"
    told = sorted((hop.text or "", str(hop.attribution.locator)) for hop in chain.hops[:-1])
    assert told == [("", "https://harbour.example/1"), ("", "https://harbour.example/2"), ("Мы готовы.", "None")]
    lost = read({**QUOTE, "isBasedOn": {"@id": "#nowhere"}})
    assert len(lost.chains[0].hops) == 1
    assert "#nowhere" in str(lost.unread[0])


def test_translations_named_by_their_source() -> None:
    """A work that names its translations says the same as translations that name their work."""
    loaded = read(
        {**QUOTE, "workTranslation": [{"@id": "#de"}]},
        {"@type": "Quotation", "@id": "#de", "text": "Wir", "inLanguage": "de"},
    )
    (chain,) = loaded.chains
    assert [(hop.act, hop.text) for hop in chain.hops] == [("said", "We are ready."), ("translated", "Wir")]


CLAIM = {
    "@type": "Claim",
    "author": {"@type": "Person", "name": "I. Marenko"},
    "datePublished": "2026-03-01",
    "firstAppearance": {"@type": "SocialMediaPosting", "url": "https://posts.example/1"},
    "appearance": ["https://posts.example/2"],
}
CHECK = {
    "@type": "ClaimReview",
    "claimReviewed": "The port stays closed",
    "url": "https://check.example/1",
    "datePublished": "2026-03-04",
    "author": {"@type": "Organization", "name": "Harbour Check"},
    "reviewRating": {"@type": "Rating", "alternateName": "false"},
    "itemReviewed": CLAIM,
}


@pytest.mark.parametrize(
    "nodes",
    [[CHECK], [[CHECK]], [{**CHECK, "itemReviewed": {"@id": "#c"}}, {**CLAIM, "@id": "#c"}]],
)
def test_a_review_of_somebody_else(nodes: list[Any]) -> None:
    """The speaker's own words, which nobody holds; where they appeared; the claim as the reviewer sums it up."""
    loaded = read(*nodes)
    assert loaded.format == "claim-review"
    (chain,) = loaded.chains
    origin, *places, head = chain.hops
    assert (origin.act, origin.text, str(origin.attribution.on)) == ("said", None, "2026-03-01")
    assert origin.attribution.speaker == Agent("I. Marenko", kind="person")
    assert {str(hop.attribution.locator) for hop in places} == {"https://posts.example/1", "https://posts.example/2"}
    assert all(hop.text is None and hop.sources == (origin.digest,) for hop in places)
    assert (head.text, head.mode) == ("The port stays closed", "summary")
    assert head.attribution.author == (Agent("Harbour Check", kind="organisation"),)
    assert head.was_inferred("mode")
    assert [re.sub(r".*/", "", one.where) for one in loaded.unread] == ["reviewRating"]


def test_a_review_of_an_article() -> None:
    """The older form, where an article is reviewed: its author said it, and it appeared there."""
    article = {
        "@type": "NewsArticle",
        "author": {"name": "I. Marenko"},
        "url": "https://posts.example/1",
        "datePublished": "2026-03-01",
    }
    (chain,) = read({**CHECK, "itemReviewed": article}).chains
    assert [hop.act for hop in chain.hops] == ["said", "reported", "reported"]
    assert str(chain.hops[1].attribution.locator) == "https://posts.example/1"


def test_a_claim_in_its_own_words() -> None:
    """A claim alone is how somebody puts it; where it appears in a quotation it rests on that."""
    (chain,) = read({"@type": "Claim", "text": "The port stays closed", "appearance": {**QUOTE, "@id": "#q"}}).chains
    assert [(hop.text, hop.mode) for hop in chain.hops] == [
        ("We are ready.", "direct"),
        ("The port stays closed", "summary"),
    ]


def test_what_is_told_as_unread() -> None:
    """What no record takes up is told by where it stands, and nothing else is."""
    loaded = read(
        {
            **QUOTE,
            "@id": "https://a.example/q",
            "about": "ports",
            "identifier": ["q1"],
            "dateCreated": "soon",
            "digitalSourceType": "https://schema.org/PrintDigitalSource",
            "additionalType": "https://a.example/Interview",
            "inLanguage": "Russian language",
            "creator": [{"name": "A"}, {"name": "B"}, {"@type": "Person"}, 7],
        },
        {"@type": "Recipe", "name": "Soup"},
    )
    assert sorted({one.where.replace("/@graph", "") for one in loaded.unread}) == [
        "/0/about",
        "/0/additionalType",
        "/0/creator",
        "/0/creator/2/@type",
        "/0/creator/3",
        "/0/dateCreated",
        "/0/digitalSourceType",
        "/0/identifier",
        "/0/inLanguage",
        "/1/@type",
    ]


def test_contexts_are_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A context elsewhere is a name; so is every address in the document."""
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read(
        {**QUOTE, "url": "http://localhost/"}, context=["https://schema.org", "http://localhost/context.jsonld"]
    ).chains


@pytest.mark.parametrize(
    "document",
    ["{}", "[]", "null", '"https://schema.org"', '{"@context": "https://schema.org"', '{"@context": {"a": 1}}', "\x00"],
)
def test_what_is_not_by_schema_org(document: str) -> None:
    """Refused by name."""
    with pytest.raises(UnreadableError):
        load(document, "schema-org")


def test_a_circle_is_refused() -> None:
    """Quotations that are based on each other are no chain."""
    with pytest.raises(UnreadableError, match="circle"):
        read({**QUOTE, "@id": "#a", "isBasedOn": {"@id": "#b"}}, {**QUOTE, "@id": "#b", "isBasedOn": {"@id": "#a"}})


@pytest.mark.parametrize("shape", ["lists", "open lists", "objects"])
def test_nested_too_deep(shape: str) -> None:
    """A hundred thousand levels are refused before anything is parsed."""
    with pytest.raises((LimitError, UnreadableError)):
        load(deep(shape), "schema-org")


KEYS = (*table()["properties"], "@id", "@type", "@graph", "@context", "hasPart", "@value", "mainEntity", "schema:text")
WORDS = (
    *table()["classes"],
    *(
        "https://schema.org",
        "#a",
        "#b",
        "ni:///x#claim",
        "urn:provenance:term:said",
        "urn:provenance:term:partial",
        "ru",
    ),
    *("2026-03-04", "https://harbour.example/1", "0" * 64, "https://schema.org/Quotation"),
)


@settings(max_examples=200)
@given(nonsense(KEYS, WORDS))
def test_nonsense(graph: object) -> None:
    """Anything anywhere is read as far as it goes, or refused with an error of ours."""
    read_or_refused(text_of({"@context": "https://schema.org", "@graph": graph}), "schema-org")
    read_or_refused(text_of({"@context": "https://schema.org", "@type": "Quotation", "isBasedOn": graph}))
    read_or_refused(text_of({"@context": "https://schema.org", "@type": "ClaimReview", "itemReviewed": graph}))


@settings(max_examples=200)
@given(disturbed(json.loads(export(FULL, "claim-review", computed=False, **REVIEW).content), nonsense(KEYS, WORDS)))
def test_disturbed(document: object) -> None:
    """A document of ours in which something else stands."""
    read_or_refused(text_of(document), "schema-org")


@settings(max_examples=100)
@given(disturbed({"@context": "https://schema.org", "@graph": [CHECK, QUOTE]}, nonsense(KEYS, WORDS)))
def test_disturbed_of_somebody_else(document: object) -> None:
    """The same for anyone's."""
    read_or_refused(text_of(document), "schema-org")
