"""Export: chains, or a report on one, in a format by its name.

``EXPORTS`` maps each name to what writes it. Importing it loads no optional package: those are loaded on first use.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING

from provenance.errors import ExportError, shown
from provenance.exports.attestation import Attestation
from provenance.exports.chains import ChainFile
from provenance.exports.contract import Exported, Piecewise
from provenance.exports.csl import CslJson
from provenance.exports.prov import PROV_SYNTAXES, ProvJson
from provenance.exports.schema_org import ClaimReview, SchemaOrg
from provenance.exports.web_annotation import WebAnnotation
from provenance.model.chain import Chain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from provenance.exports.contract import Exporter
    from provenance.report import Report

__all__ = ["EXPORTS", "export", "exporter_named", "pieces"]

_EXPORTERS: tuple[Exporter, ...] = (
    ChainFile(),
    ProvJson(),
    *PROV_SYNTAXES,
    CslJson(),
    WebAnnotation(),
    SchemaOrg(),
    ClaimReview(),
    Attestation(),
)

EXPORTS: Mapping[str, Exporter] = MappingProxyType({exporter.name: exporter for exporter in _EXPORTERS})
"""A house that has a format of its own passes it to `export` in place of a name."""


def export(
    what: Chain | Report | Iterable[Chain] | Iterable[Report],
    name: str | Exporter,
    *,
    computed: bool = False,
    **options: str,
) -> Exported:
    """Return a chain, several, or a report in a format, with all that the format could not say.

    ``name`` is one of ``EXPORTS`` or an exporter of your own; a report, or several, takes the names of
    ``provenance.reports.REPORTS``. With
    ``computed`` what was computed of the chains goes out as well, where the format has room for it, with the name of
    what computed it. ExportError for an unknown name or option, for several chains where the format holds one, and for
    what the format cannot write at all; MissingExtraError where a package is needed that is not installed.
    """
    if isinstance(what, Chain):
        return _export_chains((what,), name, computed, options)
    several = tuple(what) if isinstance(what, Iterable) else (what,)
    if several and not isinstance(several[0], Chain):
        return _export_reports(several, name, options)
    return _export_chains(several, name, computed, options)


def pieces(
    what: Chain | Iterable[Chain], name: str | Exporter, *, computed: bool = False, **options: str
) -> Iterator[bytes]:
    """Yield what `export` would give piece by piece, as UTF-8, to be written as it comes; errors are the same.

    Formats whose documents are written in one go come in one piece. What is unsaid only `export` tells.
    """
    chains, exporter = _checked((what,) if isinstance(what, Chain) else tuple(what), name, options)
    if isinstance(exporter, Piecewise):
        yield from exporter.pieces(chains, computed=computed, **options)
    else:
        yield exporter.write(chains, computed=computed, **options).content.encode()


def exporter_named(name: str) -> Exporter:
    """Return the exporter of that name; ExportError names the nearest where there is none."""
    if name in EXPORTS:
        return EXPORTS[name]
    from provenance.reports import REPORTS  # noqa: PLC0415 - only an unknown name may be theirs

    if name in REPORTS:
        raise ExportError(
            f"a shape of reports – {shown(name)} – give what audit(chain) returns, or choose from {', '.join(EXPORTS)}",
            format=name,
        )
    raise ExportError(f"no such format – {shown(name)} – {_nearest(name, EXPORTS)}", format=str(name))


def _export_chains(
    given: Sequence[object], name: str | Exporter, computed: bool, options: Mapping[str, str]
) -> Exported:
    chains, exporter = _checked(given, name, options)
    return exporter.write(chains, computed=computed, **options)


def _checked(
    given: Sequence[object], name: str | Exporter, options: Mapping[str, str]
) -> tuple[Sequence[Chain], Exporter]:
    """Return what is to be exported and by what, once they go together."""
    exporter = exporter_named(name) if isinstance(name, str) else name
    chains: list[Chain] = []
    for chain in given:
        if not isinstance(chain, Chain):
            raise ExportError(
                f"not a chain – {shown(chain)} – give a chain, several, or a report", format=exporter.name
            )
        chains.append(chain)
    if not chains:
        raise ExportError(f"no chain – {exporter.name} – give one at least", format=exporter.name)
    if len(chains) > 1 and not exporter.many:
        raise ExportError(
            f"one document holds one chain – {exporter.name}, {len(chains)} chains – export each by itself",
            format=exporter.name,
        )
    _check_options(options, exporter.options, exporter.name)
    return chains, exporter


def _check_options(options: Mapping[str, str], known: Mapping[str, str], name: str) -> None:
    for option, value in options.items():
        if option not in known:
            hint = _nearest(option, known) if known else "it takes none"
            raise ExportError(f"unknown option – {name}: {shown(option)} – {hint}", format=name, field=option)
        if not isinstance(value, str):
            raise ExportError(
                f"not text – {name}: {option} {shown(value)} – write {known[option]}", format=name, field=option
            )


def _nearest(name: str, known: Iterable[str]) -> str:
    from provenance.rules.policy import nearest  # noqa: PLC0415 - only a misspelt name needs the rules' room

    return nearest(str(name), known)


def _export_reports(reports: Sequence[object], name: object, options: Mapping[str, str]) -> Exported:
    from provenance.report import Report  # noqa: PLC0415 - a chain's export needs no report
    from provenance.reports import REPORTS  # noqa: PLC0415 - as above

    given: list[Report] = []
    for report in reports:
        if not isinstance(report, Report):
            raise ExportError(
                f"neither a chain nor a report – {shown(report)} – give chains, or what audit returns", format=str(name)
            )
        given.append(report)
    if not isinstance(name, str) or name not in REPORTS:
        hint = "give report.chain" if name in EXPORTS else _nearest(str(name), REPORTS)
        raise ExportError(f"not a shape of reports – {shown(name)} – {hint}", format=str(name))
    _check_options(options, {}, name)
    shape = REPORTS[name]
    return Exported(content=shape(*given), media_type=shape.media_type, suffix=shape.suffix)
