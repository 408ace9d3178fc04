"""A first chain: someone speaks, an outlet relays it, somebody translates the relay. (All composed.)"""

from provenance import audit, said

chain = (
    said(
        "Мы готовы подумать о том, чтобы открыть порт для зерна, от трёх до шести миллионов тонн, "
        "хотя бы в день голосования.",
        "ru",
        by="Ilya Marenko",
        on="2025-12-19",
        occasion="annual live Q&A",
    )
    .reported(
        "我们愿意考虑开放港口，供至多六百万吨粮食通过。",
        "zh",
        outlet="Harbour Daily",
        url="https://www.toutiao.com/article/1851975000000000/",
    )
    .translated(
        "We are willing to consider opening the port to up to six million tonnes of grain.",
        "en",
        by="J. Smith",
        method="post-edited",
    )
)
print(audit(chain))
