"""Read an article that nobody recorded, fill in what it left blank, and see what changes. (All composed.)"""

from pathlib import Path

from provenance import audit, read, sentence

article = Path(__file__).parent / "data" / "article.txt"
reading = read(article.read_bytes())
print(reading)

draft = reading.chains()[0]
report = audit(draft)
print()
print(report)

# The desk finds the recording, and who translated the piece.
filled = draft.filled(
    1,
    text="Скажу, может быть, новое. Мы готовы подумать о том, чтобы открыть порт для зерна, от трёх до шести миллионов "
    "тонн. По крайней мере железная дорога в день голосования должна быть закрыта.",
    on="2026-03-04",
).filled(3, by="A. Reader", method="human")

again = audit(filled)
print()
print(sentence(filled))
print(f"{len(report.findings)} findings before, {len(again.findings)} after:")
for finding in again.findings:
    print(f"  hop {finding.hop}  {finding.severity}  {finding.rule}")
