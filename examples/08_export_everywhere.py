"""One chain in every format there is: what each cannot say of it, and what comes back. (All composed.)"""

from datetime import UTC, datetime

from provenance import EXPORTS, IMPORTS, Agent, Capture, Inferred, export, load, said
from provenance.errors import ExportError, MissingExtraError

chain = (
    said(
        "Мы готовы подумать о том, чтобы открыть порт для зерна, от трёх до шести миллионов тонн.",
        "ru",
        by=Agent("Ilya Marenko", kind="person", description="harbour chief"),
        on="2025-12-19",
        occasion="annual live Q&A",
        inferred=[Inferred("on", "year: id of hop 2's locator", "--12-19")],
    )
    .reported(
        "我们愿意考虑开放港口，供至多六百万吨粮食通过。",
        "zh",
        by="Li Wen",
        outlet="Harbour Daily",
        title="港口或将开放",
        url="https://www.toutiao.com/article/1851975000000000/",
        on="2025-12-20T05:50+08:00",
        disclaimer="本文仅代表作者本人观点。",
        captures=[Capture(collector="A. Archivist", time=datetime(2025, 12, 21, 9, 30, tzinfo=UTC))],
    )
    .translated(
        "We are willing to consider opening the port to up to six million tonnes of grain.",
        "en",
        by=Agent("J. Smith", kind="person"),
        method="post-edited",
        licence="CC BY 4.0",
    )
)

for name, exporter in EXPORTS.items():
    try:
        document = export(chain, name)
    except MissingExtraError as error:
        print(f"{name}: not written – {error}")
        continue
    except ExportError as error:
        print(f"{name}: refused – {error}")
        continue
    if name not in IMPORTS:
        back = "one way"
    elif load(document.content, name).chains == (chain,):
        back = "comes back exact"
    else:
        back = "comes back without what follows"
    print(f"{name} (*{document.suffix}, {exporter.media_type}): {back}")
    for lost in document.unsaid:
        where = lost.field if lost.field.startswith("held.") else f"hop {chain.number(lost.hop)}, {lost.field}"
        print(f"  {where}: {lost.why}")
