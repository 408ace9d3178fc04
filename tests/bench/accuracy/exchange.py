"""What leaves for other formats and comes back: every figure of interchange in one table.

Run ``python tests/bench/accuracy/exchange.py [--chains 1000] [--syntaxes 500] [--hops 10000] [--only PART]``. Documents are
those of the ``prov`` wheel, read by their format and as recognised; chains are drawn by Hypothesis, without a seed of their own,
so that they are the same in every run. A row says what was counted, what was found, what is to be reached, and whether it is.
What cannot be examined here says why. Times are medians within this run, ours and the rival's by turns.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import statistics
import sys
import warnings
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402 - the tests' own laws are found from here

from provenance import CITATIONS, EXPORTS, Chain, export, load  # noqa: E402 - as above
from provenance.errors import ProvenanceError  # noqa: E402 - as above
from provenance.testing import chains  # noqa: E402 - as above
from tests.bench.measuring import in_rounds  # noqa: E402 - as above
from tests.exports.laws import ExportLaws  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDERS = {
    "json": ("prov-json", "*.json"),
    "jsonld": ("prov-jsonld", "*.jsonld"),
    "provn": ("prov-n", "*.provn"),
    "xml": ("prov-xml", "*.xml"),
    "rdf": ("prov-trig", "*.t*"),
    "unification": ("prov-xml", "*.*x*"),
}
"""The folders of the wheel's documents, the format of each, and which files they are."""

JUDGES = {
    "chains": "schema of chain files",
    "prov-json": "PROV-JSON schema, prov",
    "prov-n": "prov",
    "prov-xml": "PROV-XML schemas",
    "prov-jsonld": "PROV-JSONLD schema",
    "prov-trig": "prov",
    "csl-json": "CSL-JSON schema",
    "web-annotation": "54 MUST assertions",
    "schema-org": "domains and ranges of release 30.0",
    "claim-review": "domains and ranges of release 30.0",
    "in-toto": "the statement's own validator",
}
"""What each format's law calls valid."""

TIMES = 5


@frozen
class Row:
    """One measure: what was found, what is to be reached, and whether it is; None where it was not examined."""

    measure: str
    found: str
    reach: str
    met: bool | None


# ---- the documents of the wheel -------------------------------------------------------------------


def wheel() -> Iterator[Row]:
    """Yield a row for each folder of documents: read, refused with our error, or failed with another."""
    try:
        place = Path(str(files("prov.tests")))
    except ModuleNotFoundError:
        yield Row("documents of the prov wheel", "not examined: prov is not installed", "100 %", None)
        return
    for folder, (name, pattern) in FOLDERS.items():
        documents = [path for path in sorted((place / folder).rglob(pattern)) if path.suffix != ".md"]
        for how, asked in (("named", name), ("recognised", None)):
            read, refused, failed = _judged(documents, asked)
            found = f"{read} read, {refused} refused" + (f", {len(failed)} failed ({failed[0]})" if failed else "")
            yield Row(
                f"prov wheel, {folder}, {len(documents)} documents, {how}",
                found,
                "no other error",
                bool(documents) and not failed,
            )
    malformed = [path for path in sorted((place / "malformed").iterdir()) if path.suffix not in {".md", ".py"}]
    names = {".json": "prov-json", ".xml": "prov-xml", ".rdf": "prov-trig", ".ttl": "prov-trig"}
    for how in ("named", "recognised"):
        read, refused, failed = 0, 0, []
        for path in malformed:
            one = _judged([path], names[path.suffix] if how == "named" else None)
            read, refused, failed = read + one[0], refused + one[1], failed + one[2]
        found = f"{refused} refused" + (f", {read} read" if read else "") + (f", failed: {failed[0]}" if failed else "")
        reach = f"{len(malformed)} refused"
        yield Row(f"prov wheel, malformed, {how}", found, reach, refused == len(malformed))


def _judged(documents: list[Path], name: str | None) -> tuple[int, int, list[str]]:
    """Return how many documents were read and refused, and what failed otherwise."""
    read = refused = 0
    failed: list[str] = []
    for path in documents:
        try:
            load(path.read_bytes(), name)
        except ProvenanceError:
            refused += 1
        except Exception as error:  # noqa: BLE001 - whatever else is raised is what is counted here
            failed.append(f"{path.name}: {type(error).__name__}")
        else:
            read += 1
    return read, refused, failed


# ---- the laws -------------------------------------------------------------------------------------


def laws(count: int, *, only: Callable[[str], bool] = lambda _: True) -> Iterator[Row]:
    """Yield a row for each format's own tests: so many drawn chains held against validity and honesty."""
    for law in _laws():
        if only(law.name):
            checked, refused, fault = _held(law, count)
            found = f"{checked} held" + (f", {refused} of them refused with the reason" if refused else "")
            kept = "exact" if law.exact else "but for what is told"
            if fault is not None:
                found = fault
            examined = None if fault is not None and fault.startswith("not examined") else fault is None
            yield Row(
                f"{law.name}: valid ({JUDGES.get(law.name, 'its test')}), and back {kept}",
                found,
                f"{count} drawn chains",
                examined,
            )
    missing = sorted(set(EXPORTS) - {law.name for law in _laws()})
    if missing:
        yield Row("formats without laws", ", ".join(missing), "none", met=False)


def _laws() -> list[type[ExportLaws]]:
    """Return the laws of each registered format, from the tests of exports; those that options vary are left out."""
    found: dict[str, type[ExportLaws]] = {}
    for path in sorted((ROOT / "tests/exports").glob("test_*.py")):
        module = importlib.import_module(f"tests.exports.{path.stem}")
        for _, each in inspect.getmembers(module, inspect.isclass):
            if issubclass(each, ExportLaws) and hasattr(each, "name") and each.__module__ == module.__name__:
                found.setdefault(each.name, each)
    return [found[name] for name in EXPORTS if name in found]


def _held(law: type[ExportLaws], count: int) -> tuple[int, int, str | None]:
    """Return how many drawn chains kept the laws, how many of them were refused, and the first fault."""
    judge = law()
    checked = refused = 0

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(chains())
    def hold(chain: Chain) -> None:
        nonlocal checked, refused
        refused += judge.check(chain) is None
        checked += 1

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what rdflib says of itself
            hold()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        skipped = type(error).__name__ == "Skipped"
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        return checked, refused, f"not examined: {first}" if skipped else f"after {checked}: {first}"
    return checked, refused, None


# ---- the standards' own suites --------------------------------------------------------------------


def suites() -> Iterator[Row]:
    """Yield what of the standards' own material there is to be judged by."""
    from tests.exports.annotation_suite import musts

    try:
        count = len(musts())
    except BaseException as error:  # noqa: BLE001 - a skip is no Exception
        yield Row("Web Annotation MUST assertions", f"not examined: {error}", "54", None)
    else:
        yield Row("Web Annotation MUST assertions asked of each annotation", str(count), "54", count == 54)
    golden = {path.name.partition(".")[0] for path in (ROOT / "tests/data/exports").iterdir()}
    missing = [name for name in (*EXPORTS, *(f"citation-{style}" for style in CITATIONS)) if name not in golden]
    found = f"missing for {', '.join(missing)}" if missing else f"{len(EXPORTS)} formats, {len(CITATIONS)} styles"
    yield Row("golden files of a chain of three hops", found, "every format and style", not missing)


# ---- speed ----------------------------------------------------------------------------------------


def speed(hops: int) -> Iterator[Row]:
    """Yield how fast PROV-JSON of two long chains is written and read beside ``prov``, as ``tests/bench/exports.py`` times it."""
    try:
        from tests.bench.exports import built, mixed, read_by_prov, simple
    except ModuleNotFoundError:
        yield Row(f"PROV-JSON of {hops:,} hops", "not examined: prov is not installed", "≥ 5 ×", None)
        return
    for kind, chain in (("simple", simple(hops)), ("mixed", mixed(hops))):
        what = f"PROV-JSON of {hops:,} hops, {kind}"
        content = export(chain, "prov-json").content
        document = read_by_prov(content)
        equal = read_by_prov(built(document)) == document
        same = load(content, "prov-json").chains == (chain,)
        found = f"{'equal' if equal else 'not equal'}; {'exact' if same else 'not exact'}"
        yield Row(f"{what}: read by prov and written again; back", found, "equal; exact", equal and same)
        taken = in_rounds(
            {
                "written": partial(export, chain, "prov-json"),
                "written by prov": partial(built, document),
                "read": partial(load, content, "prov-json"),
                "read by prov": partial(read_by_prov, content),
            },
            TIMES,
            collected=True,
        )
        medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
        for name in ("written", "read"):
            ours, its = medians[name], medians[f"{name} by prov"]
            yield Row(
                f"{what}: {name}", f"{ours:.2f} s, prov {its:.2f} s: {its / ours:.1f} ×", "≥ 5 ×", its / ours >= 5
            )


# ---- the table ------------------------------------------------------------------------------------


def main() -> int:
    """Print the rows as they come, and at the end as JSON on request; 1 where a figure is not reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--chains", type=int, default=1_000, help="drawn chains for each format")
    parser.add_argument("--syntaxes", type=int, default=500, help="drawn chains for each syntax of PROV")
    parser.add_argument("--hops", type=int, default=10_000, help="hops of the chain that is timed")
    parser.add_argument("--only", choices=["wheel", "laws", "suites", "speed"], help="one part of the table")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON at the end")
    asked = parser.parse_args()
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "wheel": wheel,
        "laws": lambda: _both(asked.syntaxes, asked.chains),
        "suites": suites,
        "speed": lambda: speed(asked.hops),
    }
    rows = []
    for name, part in parts.items():
        if asked.only in {None, name}:
            for row in part():
                rows.append(row)
                mark = {True: "reached", False: "NOT REACHED", None: "not examined"}[row.met]
                print(f"{row.measure}  |  {row.found}  |  {row.reach}  |  {mark}", flush=True)
    if asked.json:
        print(json.dumps([[row.measure, row.found, row.reach, row.met] for row in rows], ensure_ascii=False))
    return int(any(row.met is False for row in rows))


def _both(syntaxes: int, count: int) -> Iterator[Row]:
    """Yield the laws of PROV's syntaxes, which are slow to judge, on fewer chains, and of the rest on all."""
    yield from laws(syntaxes, only=lambda name: name.startswith("prov-"))
    yield from laws(count, only=lambda name: not name.startswith("prov-"))


if __name__ == "__main__":
    sys.exit(main())
