"""Claims of somebody else's, and reviews of them: who is said to have said it, where it appeared, how it is put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.imports.schema_parts import Work, agents_of, one_agent, types_of
from provenance.imports.schema_quotations import Quoted, without_words
from provenance.limits import WORDS
from provenance.locator import Locator
from provenance.model.attribution import Inferred
from provenance.model.hop import Act
from provenance.text import Mode

if TYPE_CHECKING:
    from provenance.imports.node import Node
    from provenance.imports.schema_graph import Graph

__all__ = ["claimed", "reviewed"]

_SUMMED_UP = Inferred("mode", "a claim sums up what was said")


def reviewed(graph: Graph, node: Node) -> tuple[list[tuple[str, Node | None]], Quoted]:
    """Return what a review is about, and the words in which the reviewer puts the claim."""
    node.take("@type", "@id", "@context")
    author, publisher = agents_of(graph, node, "author"), one_agent(graph, node, "publisher")
    address = node.text("url")
    putting = Quoted(
        where=node.where or "document",
        act=Act.REPORTED,
        text=node.text("claimReviewed", WORDS),
        language=node.language("inLanguage"),
        mode=Mode.SUMMARY,
        attribution={
            "author": author,
            "outlet": None if publisher is None else publisher.name,
            "locator": None if address is None else Locator.parse(address),
            "on": node.date("datePublished"),
        },
        inferred=[Inferred("act", "a review puts the claim in words"), _SUMMED_UP],
    )
    about = graph.follow(node, "itemReviewed")
    if node.has("reviewRating"):
        node.tell("reviewRating", "a verdict is no part of a chain")
    node.close("said of the claim, not by whoever made it")
    return about, putting


def claimed(graph: Graph, node: Node, hops: dict[str, Quoted], works: dict[str, Work], putting: Quoted | None) -> None:
    """Add the hops of a claim: its maker's own words, which nobody holds, where it appeared, and how it is put.

    ``putting`` is how a review puts it, where one does.
    """
    name = graph.name(node)
    node.take("@type", "@id", "@context")
    maker = one_agent(graph, node, "author", "creator")
    on = node.date("datePublished") or node.date("dateCreated")
    text = node.text("text", WORDS) or node.text("name", WORDS)
    origin = []
    if maker is not None:
        origin = [f"{name} (said)"]
        hops[origin[0]] = Quoted(
            where=node.where or "document",
            act=Act.SAID,
            attribution={"speaker": maker, "on": on},
            inferred=[Inferred("act", "the claim has an author")],
        )
    places = _appearances(graph, node, hops, works, origin)
    if "Claim" not in types_of(node.value):  # an article that is reviewed appears by itself
        place = without_words(graph, name, node, works)
        if place is not None:
            hops[name] = place
            place.attribution["author"] = ()
            place.attribution["on"] = on
            place.sources = dict.fromkeys(origin)
            places.append(name)
        text = None
    words = putting if putting is not None and (text is None or putting.text == text) else None
    if words is None and text is not None:
        words = Quoted(
            where=node.where or "document",
            act=Act.REPORTED,
            text=text,
            language=node.language("inLanguage"),
            mode=Mode.SUMMARY,
            inferred=[Inferred("act", "the claim is put in words"), _SUMMED_UP],
        )
    if words is not None and words.text is not None:
        words.sources = dict.fromkeys(places or origin)
        hops[f"{name} (put)"] = words
    node.close()


def _appearances(
    graph: Graph, node: Node, hops: dict[str, Quoted], works: dict[str, Work], origin: list[str]
) -> list[str]:
    places: list[str] = []
    for key in ("firstAppearance", "appearance"):
        for name, inner in graph.follow(node, key):
            if name not in hops:
                place = without_words(graph, name, inner, works)
                if place is None:
                    node.tell(key, f"a name of nothing that is here: {name}")
                    continue
                place.sources = dict.fromkeys(origin)
                hops[name] = place
            if name not in places:
                places.append(name)
    return places
