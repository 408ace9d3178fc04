"""The encoding of a page: declared, and used. A declaration that its own bytes belie is not believed.

Labels are those of the WHATWG Encoding Standard, each with the codec that browsers decode it by (GBK as GB18030,
ISO 8859-1 as windows-1252); the order of belief follows the HTML Standard (section 13.2.3): a byte order mark, what was
sent with the page, what the page says of itself. Bytes that are whole UTF-8 are UTF-8, whatever was declared.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

__all__ = ["Decoded", "decoded"]

PRESCAN = 4_096
"""Bytes at the start of a page in which it may say its encoding; the standard asks for 1,024."""

SAMPLE = 65_536
"""Bytes of a page by which an encoding that nobody declares is told."""

OPENING = 64
"""Bytes of a page that are markup in any language."""

MARGIN = 0.3
"""How much more like another encoding bytes must look before what was declared is not believed."""

SURE = 0.7
"""Share of bytes outside ASCII in whole UTF-8 sequences from which on the rest is damage: such sequences come about by no accident."""

LEAST, UNMEASURED, MOST = 0.5, 0.6, 0.95
"""How much bytes must look like an encoding to be told by it; what is taken for one of which nothing is known here; the
most for one of two bytes a character, as Korean may pass for Chinese."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LABELS = {
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "x-unicode20utf8"),
    "utf-16-le": ("utf-16le", "utf-16", "unicode", "ucs-2", "iso-10646-ucs-2", "csunicode", "unicodefeff"),
    "utf-16-be": ("utf-16be", "unicodefffe"),
    "gb18030": ("gb18030", "gbk", "gb2312", "gb_2312", "gb_2312-80", "x-gbk", "chinese", "csgb2312", "iso-ir-58", "hz-gb-2312"),
    "big5hkscs": ("big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5"),
    "cp932": ("shift_jis", "shift-jis", "sjis", "ms_kanji", "ms932", "windows-31j", "x-sjis", "csshiftjis"),
    "euc_jp": ("euc-jp", "x-euc-jp", "cseucpkdfmtjapanese"),
    "iso2022_jp": ("iso-2022-jp", "csiso2022jp"),
    "cp949": ("euc-kr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "korean", "windows-949", "cseuckr"),
    "cp1250": ("windows-1250", "cp1250", "x-cp1250"),
    "cp1251": ("windows-1251", "cp1251", "x-cp1251", "win-1251"),
    "cp1252": (
        "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "iso88591", "latin1", "latin-1", "l1",
        "ascii", "us-ascii", "ansi_x3.4-1968",
    ),
    "cp1253": ("windows-1253", "cp1253"),
    "cp1254": ("windows-1254", "cp1254", "iso-8859-9", "latin5"),
    "cp1255": ("windows-1255", "cp1255"),
    "cp1256": ("windows-1256", "cp1256"),
    "cp1257": ("windows-1257", "cp1257"),
    "cp1258": ("windows-1258", "cp1258"),
    "cp866": ("ibm866", "cp866", "866", "csibm866"),
    "koi8_r": ("koi8-r", "koi8", "koi", "koi8_r", "cskoi8r"),
    "koi8_u": ("koi8-u", "koi8-ru"),
    "cp874": ("windows-874", "iso-8859-11", "tis-620", "dos-874"),
    "mac_cyrillic": ("x-mac-cyrillic", "x-mac-ukrainian"),
    "mac_roman": ("macintosh", "mac", "x-mac-roman"),
    "iso8859_2": ("iso-8859-2", "iso8859-2", "latin2", "l2"),
    "iso8859_3": ("iso-8859-3", "latin3"),
    "iso8859_4": ("iso-8859-4", "latin4"),
    "iso8859_5": ("iso-8859-5", "cyrillic"),
    "iso8859_6": ("iso-8859-6", "arabic"),
    "iso8859_7": ("iso-8859-7", "greek"),
    "iso8859_8": ("iso-8859-8", "iso-8859-8-i", "hebrew"),
    "iso8859_10": ("iso-8859-10", "latin6"),
    "iso8859_13": ("iso-8859-13",),
    "iso8859_14": ("iso-8859-14",),
    "iso8859_15": ("iso-8859-15", "latin9"),
    "iso8859_16": ("iso-8859-16",),
}  # fmt: skip
_META = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HIGH = re.compile(r"[^\x00-\x7f]")
_NUL = re.compile(rb"\x00+")

# what a page in an encoding is mostly made of, outside ASCII: the common characters of a code stand in one block
_COMMON = {
    "gb18030": re.compile(rb"[\xb0-\xd7][\xa1-\xfe]|\xa1[\xa2-\xb7]|\xa3[\xa1-\xfe]"),  # GB 2312, level 1, and stops
    "big5hkscs": re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|\xa1[\x40-\x7e\xa1-\xac]"),  # Big5, level 1, and stops
    "cp932": re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]|\x81[\x41-\x7a]|[\x88-\x97][\x40-\x7e\x80-\xfc]"),
    "euc_jp": re.compile(rb"[\xa4\xa5][\xa1-\xf6]|\xa1[\xa1-\xdf]|[\xb0-\xcf][\xa1-\xfe]"),
}
_PLAIN = {
    "cp949": re.compile(r"[가-힣]"),
    "cp1251": re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў«»—–“”„…№’‘\u00a0]"),
    "koi8_r": re.compile(r"[А-Яа-яЁё©\u00a0]"),
    "cp866": re.compile(r"[А-Яа-яЁё№\u00a0]"),
    "cp1252": re.compile(r"[àâäçèéêëîïñòóôöùúûüœßÀÂÄÇÈÉÊËÎÏÑÒÓÔÖÙÚÛÜŒáíÁÍ¡¿«»“”„‘’–—…°§€\u00a0]"),
    "cp1250": re.compile(r"[ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽäöüßÄÖÜőűŐŰ«»„”“’–—…\u00a0]"),
}
_UNLIKELY = re.compile(r"[а-яё][А-ЯЁ]|[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]|[À-ÖØ-öø-ž]{3}|[一-鿿]")
"""Letters that follow each other in no language that is written so: a capital behind a small one, Cyrillic beside Latin,
Latin letters with nothing but accents; Han in what is taken for Korean."""
_CYRILLIC_CAPITAL = re.compile(r"[А-ЯЁ]")
_KANA = re.compile(rb"[\xa4\xa5][\xa1-\xf6]")


@frozen
class Decoded:
    """A page as text, and by which encoding it became that."""

    text: str
    declared: str | None
    """The label as declared, in small letters: by a byte order mark, by the server, or by the page."""
    used: str
    """The codec that was used: utf-8, gb18030, cp1251."""
    notes: tuple[str, ...] = ()


@cache
def _codec(label: str) -> str | None:
    """Return the codec of a label; None for one that the standard does not know, whatever Python calls a codec."""
    return next((codec for codec, labels in _LABELS.items() if label in labels), None)


def decoded(data: bytes, sent: str | None = None) -> Decoded:
    """Return a page's bytes as text; ``sent`` is the label that came with it. Nothing raises.

    Bytes that are of no encoding stand as U+FFFD, with a note on how many.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], marked, marked, ())
    declared = _declared(data, sent)
    wide = _wide(data)
    if wide is not None:
        return _lenient(data, wide, declared, _belied(declared, wide))
    try:
        text = data.decode()
    except UnicodeDecodeError:
        pass
    else:
        return Decoded(text, declared, "utf-8", () if text.isascii() else _belied(declared, "utf-8"))
    sample = data[:SAMPLE]
    told, score = _told(sample)
    codec = None if declared is None else _codec(declared)
    sure = told == "utf-8" and score >= SURE
    if not sure and codec is not None and not codec.startswith("utf-16") and score - _score(sample, codec) <= MARGIN:
        return _lenient(data, codec, declared, ())
    return _lenient(data, told, declared, _belied(declared, told))


def _declared(data: bytes, sent: str | None) -> str | None:
    if sent is not None and sent.strip():
        return sent.strip().strip("\"'").lower()[:40]
    found = _META.search(_NUL.sub(b"", data[:PRESCAN]))
    return None if found is None else (found[1] or found[2]).decode("ascii", "replace").lower()


def _belied(declared: str | None, used: str) -> tuple[str, ...]:
    if declared is None or _codec(declared) == used:
        return ()
    if _codec(declared) is None:
        return (f"declared encoding {declared} is none that is known: read as {used}",)
    return (f"declared encoding {declared} is not that of the bytes: read as {used}",)


def _wide(data: bytes) -> str | None:
    """Return which UTF-16 bytes are that have no mark: markup opens in ASCII, so every other byte is NUL there."""
    start = data[:OPENING]
    if len(start) < 4 or start.count(0) < len(start) // 4:
        return None
    even, odd = start[::2].count(0), start[1::2].count(0)
    return "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None


def _lenient(data: bytes, codec: str, declared: str | None, notes: tuple[str, ...]) -> Decoded:
    try:
        return Decoded(data.decode(codec), declared, codec, notes)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        lost = text.count("\ufffd")
        shown = (
            f"{lost} {'place is' if lost == 1 else 'places are'} no {codec} and {'stands' if lost == 1 else 'stand'}"
        )
        return Decoded(text, declared, codec, (*notes, f"{shown} as U+FFFD"))


def _told(sample: bytes) -> tuple[str, float]:
    """Return the encoding that a sample looks most like, and how much; UTF-8, damaged, where it looks like none."""
    scores = {codec: _score(sample, codec) for codec in ("utf-8", *_COMMON, *_PLAIN)}
    best = max(scores, key=lambda codec: scores[codec])
    return (best, scores[best]) if scores[best] >= LEAST else ("utf-8", LEAST)


def _score(sample: bytes, codec: str) -> float:
    """Return how much of what stands outside ASCII is common where an encoding is used: up to 1, below 0 if it cannot be."""
    text = sample.decode(codec, "replace")
    outside = len(_HIGH.findall(text))
    if not outside:
        return 0.0
    if codec == "utf-8":
        return _well_formed(sample, text)
    lost = text.count("\ufffd")
    if codec in _COMMON:
        kana = len(_KANA.findall(sample)) * 5 > outside
        if (codec == "euc_jp") is not kana and codec in {"euc_jp", "gb18030"}:
            return 0.0
        return MOST * min(1.0, sum(1 for _ in _COMMON[codec].finditer(sample)) / outside) - 3 * lost / outside
    share = UNMEASURED
    if codec in _PLAIN:
        share = len(_PLAIN[codec].findall(text)) / outside - 2 * len(_UNLIKELY.findall(text)) / outside
        share -= len(_CYRILLIC_CAPITAL.findall(text)) * 2 > outside
    return share - 3 * lost / outside


def _well_formed(sample: bytes, text: str) -> float:
    """Return the share of a sample's bytes outside ASCII that stand in whole sequences of UTF-8."""
    whole = sum(len(letter.encode()) for letter in text if letter > "\x7f" and letter != "\ufffd")
    return whole / max(1, sum(byte > 0x7F for byte in sample))
