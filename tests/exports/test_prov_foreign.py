"""PROV of others: entities that hold words become hops, the rest is told. Speakers, outlets and words are composed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from provenance.errors import UnreadableError
from provenance.exports import export
from provenance.imports import load
from provenance.model.attribution import Agent
from provenance.model.hop import Act
from tests.exports.laws import COMPOSED

if TYPE_CHECKING:
    from provenance.model.chain import Chain

PREFIX = {"ex": "http://example.org/", "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/"}


def derived(generated: str, used: str, **more: Any) -> dict[str, Any]:
    return {"prov:generatedEntity": generated, "prov:usedEntity": used, **more}


def document(**sections: Any) -> str:
    return json.dumps({"prefix": PREFIX, **sections}, ensure_ascii=False)


def only(text: str) -> Chain:
    (chain,) = load(text, "prov-json").chains
    return chain


def test_words_and_derivations_become_a_chain() -> None:
    """Who, when, where, in which language and of what: all that has a place in a record is taken up."""
    loaded = load(
        document(
            entity={
                "ex:speech": {"prov:value": {"$": "Мы готовы.", "lang": "ru"}, "ex:mood": "calm"},
                "ex:post": {
                    "prov:value": "We are ready.",
                    "dcterms:language": "en",
                    "dcterms:title": "Port to open",
                    "prov:location": {"$": "https://harbour.example/port", "type": "xsd:anyURI"},
                    "dcterms:license": "CC0",
                },
            },
            agent={
                "ex:marenko": {"foaf:name": "Ilya Marenko", "prov:type": {"$": "prov:Person", "type": "xsd:QName"}},
                "ex:desk": {"prov:type": {"$": "prov:Organization", "type": "prov:QUALIFIED_NAME"}},
            },
            activity={"ex:posting": {"prov:startTime": "2025-12-19T12:30:00Z"}},
            wasAttributedTo={"_:a": {"prov:entity": "ex:speech", "prov:agent": "ex:marenko"}},
            wasGeneratedBy={
                "_:g": {
                    "prov:entity": "ex:post",
                    "prov:activity": "ex:posting",
                    "prov:time": "2025-12-19T12:30:00.250+03:00",
                }
            },
            wasAssociatedWith={"_:w": {"prov:activity": "ex:posting", "prov:agent": "ex:desk"}},
            wasDerivedFrom={
                "_:d": derived("ex:post", "ex:speech", **{"prov:type": {"$": "prov:Quotation", "type": "xsd:QName"}})
            },
        )
    )
    (chain,) = loaded.chains
    speech, post = chain.hops
    assert (speech.text, speech.language, speech.act) == ("Мы готовы.", "ru", Act.REPORTED)
    assert speech.was_inferred("act")
    assert speech.attribution.author == (Agent("Ilya Marenko", kind="person"),)
    assert (post.text, post.language, post.act) == ("We are ready.", "en", Act.EXCERPTED)
    assert not post.was_inferred("act")
    assert post.sources == (speech.digest,)
    who = post.attribution
    assert who.author == (Agent("desk", kind="organisation"),)
    assert (str(who.on), who.title, str(who.locator), who.licence) == (
        "2025-12-19T12:30:00+03:00",
        "Port to open",
        "https://harbour.example/port",
        "CC0",
    )
    assert [one.where for one in loaded.unread] == ["entity(ex:speech) ex:mood", "activity(ex:posting) prov:startTime"]


def test_a_translation_names_its_translator() -> None:
    """Whoever is associated with what brought a translation forth translated it."""
    chain = only(
        document(
            prefix={**PREFIX, "t": "urn:provenance:term:"},
            entity={"ex:a": {"prov:value": "Мы готовы."}, "ex:b": {"prov:value": "We are ready."}},
            wasGeneratedBy={"_:g": {"prov:entity": "ex:b", "prov:activity": "ex:work"}},
            wasAssociatedWith={"_:w": {"prov:activity": "ex:work", "prov:agent": "ex:J.%20Smith"}},
            wasDerivedFrom={
                "_:d": derived("ex:b", "ex:a", **{"prov:type": {"$": "t:Translation", "type": "xsd:QName"}})
            },
        )
    )
    assert chain.head.act is Act.TRANSLATED
    assert [str(agent) for agent in chain.head.attribution.translator] == ["J.%20Smith"]
    assert chain.head.attribution.author == ()


def test_what_lies_between_words_is_a_hop_without_any() -> None:
    """An entity without words is a link if it lies between two that hold some, and else it is told."""
    loaded = load(
        document(
            entity={
                "ex:a": {"prov:value": "Мы готовы."},
                "ex:between": {"dcterms:title": "A bulletin"},
                "ex:b": {"prov:value": "We are ready."},
                "ex:before": {},
                "ex:after": {},
            },
            wasDerivedFrom={
                "_:1": derived("ex:a", "ex:before"),
                "_:2": derived("ex:between", "ex:a"),
                "_:3": derived("ex:b", "ex:between"),
                "_:4": derived("ex:after", "ex:b"),
            },
        )
    )
    (chain,) = loaded.chains
    assert [hop.text for hop in chain.hops] == ["Мы готовы.", None, "We are ready."]
    assert chain.hop(2).attribution.title == "A bulletin"
    assert [one.where for one in loaded.unread] == [
        "entity(ex:before)",
        "entity(ex:after)",
        "wasDerivedFrom(ex:a, ex:before)",
        "wasDerivedFrom(ex:after, ex:b)",
    ]


def test_what_others_derive_from_a_hop_of_ours_rests_on_it() -> None:
    """A desk that adds its own entity to a document of ours gets a chain that goes on."""

    value = json.loads(export(COMPOSED, "prov-json").content)
    value["prefix"]["ex"] = "http://example.org/"
    value["entity"]["ex:paper"] = {"prov:value": "Six million tonnes, at most."}
    value["wasDerivedFrom"]["_:more"] = derived("ex:paper", f"hop:h{COMPOSED.digest.hex}")
    loaded = load(json.dumps(value))
    assert loaded.chains[0] == COMPOSED
    assert loaded.chains[1].hops[:-1] == COMPOSED.hops
    assert loaded.chains[1].head.text == "Six million tonnes, at most."
    assert loaded.unread == ()


@pytest.mark.parametrize(
    "value",
    [
        5,
        True,
        {"$": "5", "type": "xsd:int"},
        {"$": "2012-01-01T00:00:00", "type": "xsd:dateTime"},
        {"$": "http://example.org/", "type": "xsd:anyURI"},
        ["one", "two"],
        "",
        "   ",
        {"$": "ex:name", "type": "xsd:QName"},
    ],
)
def test_what_is_no_words_is_told(value: object) -> None:
    """A number, a time, a link, a name, nothing, or two values at once are no words of a hop."""
    loaded = load(document(entity={"ex:e": {"prov:value": value}}))
    assert loaded.chains == ()
    assert [one.where for one in loaded.unread] == ["entity(ex:e)"]


def test_a_circle_is_refused() -> None:
    """Nothing can come of itself (PROV-CONSTRAINTS, 41 and 42)."""
    for edges in ([("ex:a", "ex:a")], [("ex:a", "ex:b"), ("ex:b", "ex:a")]):
        with pytest.raises(UnreadableError, match="circle"):
            load(
                document(
                    entity={"ex:a": {"prov:value": "Yes."}, "ex:b": {"prov:value": "No."}},
                    wasDerivedFrom={f"_:{number}": derived(*edge) for number, edge in enumerate(edges)},
                )
            )


def test_bundles_are_read_each_by_itself() -> None:
    """What two bundles say of one name is not mixed, and each has the document's prefixes."""
    loaded = load(
        document(
            bundle={
                "ex:first": {"entity": {"ex:e": {"prov:value": "Yes.", "dcterms:language": "en"}}},
                "ex:second": {
                    "prefix": {"dcterms": "http://example.org/other/"},
                    "entity": {"ex:e": {"prov:value": "No.", "dcterms:language": "en"}},
                },
            }
        )
    )
    assert [(chain.head.text, chain.head.language) for chain in loaded.chains] == [("Yes.", "en"), ("No.", None)]
    assert [one.where for one in loaded.unread] == ["entity(ex:e) dcterms:language"]


def test_names_that_are_no_qualified_names_are_kept_as_they_are() -> None:
    """An identifier without a prefix, or with one that nobody declared, is a name as any other."""
    names = ["e", "nowhere:e", "http://example.org/e f", "ё", "1", "-", "a:b:c", " "]
    loaded = load(json.dumps({"entity": {name: {"prov:value": f"Words {name!r}."} for name in names}}))
    assert len(loaded.chains) == len(names)


def test_statements_that_stand_twice_say_no_more() -> None:
    """One identifier may stand for several records; what is said twice counts once."""
    text = document(
        entity={"ex:e": [{"prov:value": "Yes."}, {"dcterms:title": "An answer"}]},
        wasAttributedTo={"_:1": [{"prov:entity": "ex:e", "prov:agent": "ex:a"}] * 2},
    )
    chain = only(text)
    assert [str(agent) for agent in chain.head.attribution.author] == ["a"]


def test_a_name_that_only_ends_like_ours_is_not_ours() -> None:
    """What others say of a thing whose local name is that of a hop of ours is not said of the hop."""
    value = json.loads(export(COMPOSED, "prov-json").content)
    value["prefix"]["abc"] = "http://example.org/"
    local = f"abc:h{COMPOSED.digest.hex}"
    value["wasAttributedTo"]["_:x"] = {
        "prov:entity": local,
        "prov:agent": next(iter(value["agent"])),
        "tp:role": {"$": "tp:speaker", "type": "xsd:QName"},
    }
    value["wasDerivedFrom"]["_:y"] = derived(local, f"hop:h{COMPOSED.digest.hex}")
    loaded = load(json.dumps(value))
    assert loaded.chains == (COMPOSED,)
    assert len(loaded.unread) == 2


def test_a_graph_is_read_alike_in_every_process() -> None:
    """RDF has no order: what is read of it is put in one, so the same document gives the same chain."""
    turtle = (
        "@prefix prov: <http://www.w3.org/ns/prov#> . @prefix ex: <http://example.org/> .\n"
        'ex:e a prov:Entity ; prov:value "Yes." ; ex:a "1", "2", "3" ; '
        "prov:wasAttributedTo ex:c, ex:a, ex:b, ex:d ; prov:wasGeneratedBy ex:g .\n"
        'ex:f a prov:Entity ; prov:value "No." . ex:c a prov:Agent . ex:a a prov:Agent . ex:b a prov:Agent .'
    )
    pytest.importorskip("prov")
    code = (
        "import sys\n"
        "from provenance import load\n"
        "loaded = load(sys.argv[1])\n"
        "print([str(chain.digest) for chain in loaded.chains], [str(one) for one in loaded.unread])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code, turtle],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert len(load(turtle).chains) == 2
