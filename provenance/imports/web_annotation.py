"""Web Annotation read back: ours hop by hop and checked by their digests, anyone's as far as they hold words.

In an annotation of somebody else the words that a text quote selector holds are a hop, as the page has them. A textual
body is a hop that rests on it only where the annotation says that it is those words in another form: by its motivation,
or by the language of the body. A comment on words is nobody's rendering of them, and is told as unread.

https://www.w3.org/TR/annotation-model/ · https://h.readthedocs.io/en/latest/api-reference/v1/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from provenance.canonical import Digest
from provenance.errors import LimitError, RecordError, UnreadableError, shown
from provenance.imports.annotated import Selected, agents_of, hop_fields, selected
from provenance.imports.contract import Loaded, Unread
from provenance.imports.joining import Draft, joined
from provenance.imports.node import Node, listed, pointer
from provenance.limits import WORDS
from provenance.locator import Locator
from provenance.model.attribution import Attribution, Inferred
from provenance.model.hop import Act

if TYPE_CHECKING:
    from provenance.imports.document import Document

__all__ = ["AnnotationReader"]

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_TYPES = {"Annotation", "AnnotationCollection", "AnnotationPage"}
_ACTS = {f"tp:{act.value}": act for act in Act}
_COMMENTS = frozenset(
    {
        "assessing",
        "bookmarking",
        "classifying",
        "commenting",
        "describing",
        "highlighting",
        "identifying",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    }
)
"""Motivations (section 3.3.5) of what is said about words; `editing` and `linking` are left."""


@frozen
class AnnotationReader:
    """Reads an annotation, a list, page or collection of them, and what Hypothes.is hands out."""

    name: str = "web-annotation"

    def recognises(self, document: Document) -> bool:
        """Return whether the context, the types or the shape of Hypothes.is are there."""
        value = document.json
        first = next(iter(value), None) if isinstance(value, list) else value
        if not isinstance(first, dict):
            return False
        return _CONTEXT in listed(first.get("@context")) or _is_typed(first) or _is_hypothesis(first)

    def read(self, document: Document) -> Loaded:
        """Return the chains that annotations tell."""
        reading = _Reading(name=self.name)
        try:
            reading.items(document.parsed(self.name), "")
            chains = joined(reading.finished(), self.name, reading.heads)
        except (LimitError, UnreadableError):
            raise
        except RecordError as error:
            raise UnreadableError(
                f"not an annotation of ours – {error} – it was altered", format=self.name, where="document"
            ) from error
        return Loaded(format=self.name, chains=chains, unread=tuple(reading.unread))


def _is_typed(value: dict[str, Any]) -> bool:
    return any(isinstance(each, str) and each in _TYPES for each in listed(value.get("type")))


def _is_hypothesis(value: dict[str, Any]) -> bool:
    """Return whether a value has the shape of an annotation of Hypothes.is, or of what a search there gives."""
    if isinstance(value.get("rows"), list) and "total" in value:
        return True
    return "type" not in value and isinstance(value.get("uri"), str) and isinstance(value.get("target"), list)


@frozen
class _Reading:
    """What was read so far."""

    name: str
    unread: list[Unread] = field(factory=list)
    drafts: dict[str, Draft] = field(factory=dict)
    targets: dict[str, tuple[Node, Selected]] = field(factory=dict)
    """What annotations of ours select in hops that other annotations tell."""
    heads: list[str] = field(factory=list)

    # ---- the document ---------------------------------------------------------------------------------

    def items(self, value: object, where: str) -> None:
        """Read whatever stands at a place: annotations, or what holds some."""
        if isinstance(value, list):
            for place, one in enumerate(value):
                self.items(one, pointer(where, place))
            return
        if not isinstance(value, dict):
            if not where:
                raise self._no_annotation(where)
            self.unread.append(Unread(where, "not an annotation"))
            return
        node = Node(value, where, self.unread)
        types = {each for each in listed(value.get("type")) if isinstance(each, str)}
        if types & {"AnnotationCollection", "AnnotationPage"}:
            self._collection(node)
        elif isinstance(value.get("rows"), list) and not types:
            node.take("rows", "total")
            node.close()
            self.items(value["rows"], pointer(where, "rows"))
        elif "Annotation" in types or _is_hypothesis(value):
            self._annotation(node, hypothesis="Annotation" not in types)
        elif where:
            node.tell("type", "not an annotation")
        else:
            raise self._no_annotation(where)

    def _no_annotation(self, where: str) -> UnreadableError:
        return UnreadableError(
            'not an annotation – "type" – an Annotation, an AnnotationCollection or an AnnotationPage is read here',
            format=self.name,
            where=where or "/type",
        )

    def _collection(self, node: Node) -> None:
        """Read a collection or a page; pages that are elsewhere are told, not fetched."""
        node.take("@context", "type", "id", "total", "startIndex")
        self.heads.extend(node.texts("tp:head"))
        for key in ("first", "items"):
            value = node.take(key)
            if isinstance(value, str):
                node.tell(key, "a page elsewhere, which is not fetched")
            elif value is not None:
                self.items(value, pointer(node.where, key))
        node.close()

    def _annotation(self, node: Node, *, hypothesis: bool) -> None:
        if not node.has("target"):
            if not node.where:
                raise UnreadableError('not an annotation – "target" – it has none', format=self.name, where="/target")
            node.tell("target", "an annotation without a target")
            return
        targets = [one for one in listed(node.value["target"]) if isinstance(one, dict)]
        if any(isinstance(one.get("tp:digest"), str) for one in (node.value, *targets[:1])):
            self._ours(node)
        else:
            self._anyones(node, hypothesis=hypothesis)

    # ---- ours -----------------------------------------------------------------------------------------

    def _ours(self, node: Node) -> None:
        """Read one step, or a hop that stands alone."""
        act = next((_ACTS[each] for each in node.texts("motivation") if each in _ACTS), None)
        node.take("@context", "id", "type", "generator")
        targets = node.nodes("target")
        name = node.text("tp:digest")
        if act is None or len(targets) != 1:
            raise RecordError("no act, or not one target – motivation, target – write both", field="motivation")
        (target,) = targets
        if name is not None:
            source = node.text("tp:sourceDigest")
            bodies = node.nodes("body")
            fields = self._fields_of_body(bodies[0], act) if bodies else hop_fields(node, act)
            self._drafted(name, fields, node, source)
            for body in bodies:
                body.close()
            if source is not None and not target.has("tp:digest"):
                self.targets.setdefault(source, (target, selected(target, ours=True)))
        if target.has("tp:digest"):
            chosen = selected(target, ours=True)
            named = target.text("tp:digest") or ""
            stated = target.text("tp:act")
            act = act if stated is None else _ACTS.get(f"tp:{stated}")
            if act is None:
                raise RecordError(
                    f"no act – {shown(stated)} – known are {', '.join(each.value for each in Act)}",
                    field="tp:act",
                    value=stated,
                )
            fields = hop_fields(
                target,
                act,
                text=chosen.text,
                language=chosen.language,
                locator=chosen.locator,
                captures=chosen.captures,
            )
            self._drafted(named, fields, target, None)
        target.take("type")
        target.close()
        node.close()

    def _fields_of_body(self, body: Node, act: Act) -> dict[str, Any]:
        """Return the fields of a hop whose words are a textual body."""
        created = body.date("created")
        body.take("type", "format", "id")
        role = "translator" if act is Act.TRANSLATED else "author"
        return hop_fields(
            body,
            act,
            text=body.text("value", WORDS),
            language=body.language("language"),
            on=None if body.has("tp:on") else created,
            licence=body.text("rights"),
            **{role: agents_of(body, "creator")},
        )

    def _drafted(self, name: str, fields: dict[str, Any], node: Node, source: str | None) -> None:
        """Keep a hop as told, or add a source to one that was told before."""
        expected = Digest.parse(node.text("tp:toldDigest") or name)
        draft = self.drafts.setdefault(name, Draft(where=node.where or "document", fields=fields, digest=expected))
        if draft.fields != fields:
            node.tell("tp:digest", f"told otherwise than at {draft.where}, where it was read")
        if source is not None:
            draft.sources[source] = None

    def finished(self) -> dict[str, Draft]:
        """Return all hops: where one is annotated that no annotation tells, its words are a page's."""
        for source, (target, chosen) in self.targets.items():
            draft = self.drafts.get(source)
            if draft is None:
                self.drafts[source] = _on_a_page(target, chosen)
            elif draft.fields["text"] != chosen.text:
                target.tell("selector", f"other words than those of the hop it names, told at {draft.where}")
            else:
                draft.fields = {**draft.fields, "captures": chosen.captures}
        return self.drafts

    # ---- anyone's -------------------------------------------------------------------------------------

    def _anyones(self, node: Node, *, hypothesis: bool) -> None:
        """Read the words that are selected, and those bodies that say the same in another form."""
        node.take("@context", "id", "type")
        sources = self._selected_words(node, utf16=hypothesis)
        motivations = node.texts("motivation")
        bodies = [] if hypothesis else self._bodies(node)
        for place, body in enumerate(bodies):
            rendering = _rendering([*motivations, *body.texts("purpose")], body, self.drafts, sources)
            if rendering is None:
                body.close("said about the words, not the words in another form")
                continue
            act, basis = rendering
            fields = self._fields_of_body(body, act)
            fields = {**fields, **_from_annotation(node, fields, act, basis)}
            key = f"{node.where}/body/{place}"
            self.drafts[key] = Draft(where=key, fields=fields, sources=sources)
            body.close()
        node.close()

    def _selected_words(self, node: Node, *, utf16: bool) -> list[str]:
        """Draft a hop for each target that selects words; return their names."""
        names = []
        for target in node.mixed("target"):
            if isinstance(target, str):
                self.unread.append(Unread(pointer(node.where, "target"), "a whole resource: no words are selected"))
                continue
            target.take("type")
            chosen = selected(target, ours=False, utf16=utf16)
            if chosen.locator is None and isinstance(node.value.get("uri"), str) and node.value["uri"].strip():
                chosen = evolve(chosen, locator=Locator.parse(node.text("uri") or ""))
            target.close()
            if chosen.text is None:
                self.unread.append(Unread(target.where, "no words are selected"))
                continue
            self.drafts[target.where] = _on_a_page(target, chosen)
            names.append(target.where)
        if utf16:
            node.take("uri")
        return names

    def _bodies(self, node: Node) -> list[Node]:
        """Return the bodies that hold words of their own; those that are elsewhere, or in markup, are told."""
        bodies = []
        for body in node.mixed("body"):
            if isinstance(body, str):
                self.unread.append(Unread(pointer(node.where, "body"), "a body elsewhere, which is not fetched"))
            elif not isinstance(body.value.get("value"), str):
                self.unread.append(Unread(body.where, "no words of its own"))
            elif body.value.get("format") not in (None, "text/plain"):
                body.tell("format", "words in markup, of which it is not known what is shown")
            else:
                bodies.append(body)
        return bodies


def _on_a_page(target: Node, chosen: Selected) -> Draft:
    """Return words as a page has them: who said them is not told there."""
    fields = {
        "act": Act.REPORTED,
        "text": chosen.text,
        "language": chosen.language,
        "attribution": Attribution(locator=chosen.locator),
        "captures": chosen.captures,
        "inferred": (Inferred("act", "the words stand on a page"),),
    }
    return Draft(where=target.where or "document", fields=fields)


def _rendering(
    motivations: list[str], body: Node, drafts: dict[str, Draft], sources: list[str]
) -> tuple[Act, str | None] | None:
    """Return how a body renders the words that are selected, and what that is read from; None if it does not."""
    for each in motivations:
        if each in _ACTS:
            return _ACTS[each], None
    if not sources or _COMMENTS.intersection(motivations):
        return None
    for each in motivations:
        if "translat" in each:
            return Act.TRANSLATED, f"motivation: {each}"
    if "editing" in motivations:
        return Act.REVISED, "motivation: editing"
    language = body.value.get("language")
    theirs = {drafts[source].fields["language"] for source in sources}
    if isinstance(language, str) and language not in theirs:
        return Act.TRANSLATED, "the language of the body"
    return (Act.REPORTED, "motivation: linking") if "linking" in motivations else None


def _from_annotation(node: Node, fields: dict[str, Any], act: Act, basis: str | None) -> dict[str, Any]:
    """Return what the annotation says where its body is silent: who made it, and when."""
    attribution: Attribution = fields["attribution"]
    inferred = list(fields["inferred"]) + ([] if basis is None else [Inferred("act", basis)])
    role = "translator" if act is Act.TRANSLATED else "author"
    makers = agents_of(node, "creator")
    if makers and not getattr(attribution, role):
        by = {"translator": makers} if act is Act.TRANSLATED else {"author": makers}
        attribution = evolve(attribution, **by)  # type: ignore[arg-type]  # one of two fields of one kind
        inferred.append(Inferred(role, "the creator of the annotation"))
    made = node.date("created")
    if made is not None and attribution.on is None:
        attribution = evolve(attribution, on=made)
        inferred.append(Inferred("on", "when the annotation was made"))
    return {"attribution": attribution, "inferred": tuple(inferred)}
