"""Chains for the page and the picture; people, outlets and words do not exist."""

from __future__ import annotations

from datetime import UTC, datetime

from provenance.canonical import digest_of
from provenance.model import Agent, Capture, Gloss, Waiver, said

PAGE = "<p>马连科表示：“我们愿意出售至多六百万吨粮食。港口里有四千艘船。”</p>".encode()

SPOKEN = said(
    "Мы готовы рассмотреть продажу от трёх до шести миллионов тонн зерна, если порт не закроют. В порту 400 судов.",
    "ru",
    by="Ilya Marenko",
    on="2026-03-04",
    occasion="radio interview",
)
REPORTED = SPOKEN.reported(
    "我们愿意出售至多六百万吨粮食。港口里有四千艘船。",
    "zh",
    outlet="北亭日报",
    on="2026-03-05",
    url="https://www.toutiao.com/article/1851975000000000/",
    captures=[
        Capture(
            data=digest_of(PAGE),
            collector="A. Archivist",
            time=datetime(2026, 3, 6, 8, tzinfo=UTC),
            extractor=Agent("textractor", kind="software", version="2.1"),
        )
    ],
).holding(PAGE)
TRANSLATED = REPORTED.translated(
    "We will sell up to six million tonnes of grain. There are 4,000 ships in the port.",
    "en",
    outlet="Harbour Courier",
    on="2026-03",
    by="J. Smith",
    method="post-edited",
)
REVISED = TRANSLATED.revised(
    "We will sell up to six million tonnes of grain at a price. There are some 4,000 ships in the port.",
    "en",
    outlet="Harbour Courier",
    on="2026-03-08T10:00+02:00",
)
FIVE = REVISED.translated(
    "سنبيع ما يصل إلى ستة ملايين طن من الحبوب بثمن. هناك حوالي 4000 سفينة في الميناء.",
    "ar",
    outlet="بريد الميناء",
    on="2026-03-10",
).holding(
    glosses=[
        Gloss(
            hop=REPORTED.digest,
            text="We are willing to sell at most six million tonnes of grain. In the port there are four thousand ships.",
            language="en",
            by="Glosser",
            method="machine",
        )
    ],
    waivers=[
        Waiver(
            rule="relay-translation",
            hop=TRANSLATED.digest,
            reason="the footer says so",
            by="A. Editor",
            on="2026-03-11",
        ),
        Waiver(rule="imprecise-date", hop=SPOKEN.digest, reason="kept for later", by="A. Editor", on="2026-03-11"),
    ],
)
"""Five hops, four languages: an amount and a number change at hop 2; a gloss, a capture, waivers."""

GAP = SPOKEN.reported(None, "zh", outlet="北亭日报").translated(
    "We will sell up to six million tonnes of grain. There are 4,000 ships in the port.", "en"
)
"""Nobody holds the words of hop 2."""

HOSTILE = (
    said(
        'There are 400 ships <script>window.hit = 1</script> in <img src=x onerror="window.hit = 2"> port\u202e evil\u2066 &lt;b&gt; \x00.',
        "en",
        by='Eve"><script>window.hit = 3</script>\u202e',
        occasion="]]> --> </title></style></svg>",
    )
    .reported(
        "There are 500 ships </p></section></main> in port e" + "\u0301" * 200 + " " + "w" * 5_000 + ".",
        "en",
        outlet="' onmouseover='window.hit = 4' x='",
        url="javascript:window.hit=5",
        title="<iframe src=javascript:window.hit=6>",
    )
    .republished(
        "هناك 500 سفينة\u202d في\u2067 الميناء.",
        "ar",
        outlet="صحيفة\u202e الميناء",
        url='http://example.org/"onclick="window.hit=7',
        credit="{{7*7}} ${7*7} %00 \u2028",
    )
)
"""Words, names and links that want to be more than words."""
