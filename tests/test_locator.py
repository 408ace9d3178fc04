"""Locator: links as given, their canonical form, ids and clocks, archive copies, outlets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import RecordError
from provenance.locator import Locator, outlet_named
from provenance.tables import shared_table

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGE = 1_000_000

PIECES = st.sampled_from(
    [
        *("https://", "http:/", "hxxps://", "https：//", "//", "ftp://", "javascript:", "https%3A//", "https:", "@", ":80", ":443", ":"),
        *("toutiao.com", "m.toutiao.com", "www.toutiao.com", "x.com", "twitter.com", "t.me", "vk.com", "youtu.be", "weibo.com"),
        *("mp.weixin.qq.com", "kremlin.ru", "en.kremlin.ru", "mas.to", "www.tiktok.com", "discord.com", "example.com", "EXAMPLE.com."),
        *("web.archive.org/web/", "archive.ph/", "20251220", "20251220061530", "id_", "*/", "www.google.com/url?q=", "vk.com/away.php?to="),
        *("/article/", "/i", "/w/", "/status/", "/s/", "/s?", "/wall-1_2", "/watch?v=", "/@ab/", "/web/", "/d/", "/events/president/news/"),
        *("1851975068681292", "1900000000000000000", "12", "dQw4w9WgXcQ", "Abc_", "__biz=MzA5==", "&mid=1&idx=2&sn=f", "?comment=5", "w=wall-3_4"),
        *("/", "?", "#", "&", "=", ".", "..", "...", "…", "%2E", "%2e", "%2F", "%25", "%", "%E4", "é", "月", "(", ")", "]", "'", "」", "。", "[.]"),
        *(" ", "\n", "\x00", "\u200b", "\u202e", "\ud800", "utm_source=a", "&fbclid=1", "scene=4", "+", "~", "%7e", "xn--7ov", "127.0.0.1", "[::1]"),
    ]
)  # fmt: skip
LINK = st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=40)
DIGITS = st.integers(min_value=1, max_value=10**19 - 1).map(str)
HANDLE = st.text(alphabet="abcXYZ_019", min_size=4, max_size=12).map(lambda tail: "a" + tail)
TOKEN = st.text(alphabet="abcXYZ_-019", min_size=11, max_size=11)


def meant(link: Locator) -> tuple[str | None, ...]:
    return link.platform, link.kind, link.id


@given(LINK)
def test_a_link_is_kept_as_given_and_raises_nothing(words: str) -> None:
    """Any text gives a locator, and its string survives."""
    assert Locator.parse(words).given == words


@given(LINK)
def test_canonical_is_a_fixed_point(words: str) -> None:
    """The canonical form of a canonical form is itself, and means the same thing."""
    first = Locator.parse(words)
    if first.canonical is not None:
        second = Locator.parse(first.canonical)
        assert second.canonical == first.canonical
        assert meant(second) == meant(first)
        assert (second.outlet, second.language, second.minted) == (first.outlet, first.language, first.minted)
        assert first.canonical.isascii()


@given(LINK, st.sampled_from([*"\"'“”«»()[] \n\t\u200b,.;", "）", "。"]))
def test_what_stands_around_a_canonical_form_is_taken_off(words: str, mark: str) -> None:
    """A final stop, a bracket, a quote or a blank after a canonical form changes nothing."""
    canonical = Locator.parse(words).canonical
    if canonical is not None and mark not in "()[]":
        assert Locator.parse(canonical + mark).canonical == canonical
    if canonical is not None and mark not in ",.;。)]）":
        assert Locator.parse(mark + canonical).canonical == canonical


FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "https://www.toutiao.com/article/{id}/",
        ("toutiao.com/article/{id}", "http://m.toutiao.com/i{id}/?tt_from=weixin", "https://www.toutiao.com/a{id}",
         "https://toutiao.com/group/{id}/?app=news", "https://web.archive.org/web/2025/https://www.toutiao.com/article/{id}/"),
    ),
    ("https://www.toutiao.com/w/{id}/", ("https://m.toutiao.com/w/{id}/?share_token=1",)),
    (
        "https://x.com/{handle}/status/{id}",
        ("https://twitter.com/{Handle}/status/{id}?s=20", "https://mobile.twitter.com/{handle}/status/{id}/photo/1", "x.com/{handle}/statuses/{id}"),
    ),
    (
        "https://t.me/{handle}/{id}",
        ("https://t.me/s/{Handle}/{id}", "t.me/{handle}/{id}?single", "https://telegram.me/{handle}/{id}?embed=1"),
    ),
    ("https://vk.com/wall-{id}_7", ("https://m.vk.com/wall-{id}_7?from=feed", "https://vk.com/club1?w=wall-{id}_7", "vk.ru/feed?w=wall-{id}_7%2Fall")),
    ("https://weibo.com/1234567890/{token}", ("https://m.weibo.cn/1234567890/{token}?from=page", "weibo.com/1234567890/{token}/#comment")),
    (
        "https://www.tiktok.com/@/video/{id}",
        ("https://www.tiktok.com/@{handle}/video/{id}?is_copy=1", "https://m.tiktok.com/v/{id}.html", "https://www.tiktok.com/embed/v2/{id}"),
    ),
    ("https://mas.to/@{handle}/{id}", ("https://mas.to/web/@{Handle}/{id}", "https://mas.to/users/{handle}/statuses/{id}")),
    ("https://discord.com/channels/1/2/{id}", ("https://discordapp.com/channels/1/2/{id}", "https://ptb.discord.com/channels/1/2/{id}/")),
    (
        "https://www.youtube.com/watch?v={video}",
        ("https://youtu.be/{video}?t=3", "https://m.youtube.com/watch?app=a&v={video}", "https://www.youtube.com/shorts/{video}", "https://youtube.com/live/{video}?feature=share"),
    ),
    (
        "https://mp.weixin.qq.com/s?__biz=Mz{handle}==&mid={id}&idx=1&sn={hex}",
        ("http://mp.weixin.qq.com/s?__biz=Mz{handle}%3D%3D&mid={id}&idx=1&sn={hex}&chksm=0&scene=21#wechat_redirect",
         "https://mp.weixin.qq.com/s?scene=1&sn={hex}&idx=1&mid={id}&__biz=Mz{handle}=="),
    ),
    ("https://mp.weixin.qq.com/s/{video}", ("http://mp.weixin.qq.com/s/{video}?scene=1",)),
    ("https://kremlin.ru/events/president/news/{small}", ("http://www.kremlin.ru/events/president/transcripts/{small}", "kremlin.ru/d/{small}")),
    ("https://en.kremlin.ru/events/president/news/{small}", ("http://en.kremlin.ru/events/president/news/{small}/print", "http://en.kremlin.ru/d/{small}")),
)  # fmt: skip


def parts(identity: str, handle: str, video: str) -> dict[str, str]:
    return {
        "id": identity[:15],
        "small": identity[:6],
        "handle": handle.lower(),
        "Handle": handle.upper(),
        "token": "N" + video.replace("_", "q").replace("-", "Q"),
        "video": video,
        "hex": f"{int(identity):016x}",
    }


@pytest.mark.parametrize(("canonical", "others"), FORMS, ids=[canonical for canonical, _ in FORMS])
@given(DIGITS, HANDLE, TOKEN)
def test_all_forms_of_one_thing_have_one_canonical_form(
    canonical: str, others: tuple[str, ...], identity: str, handle: str, video: str
) -> None:
    """Every form that a platform gives one thing leads to one canonical form."""
    known = parts(identity, handle, video)
    expected = canonical.format(**known)
    assert {Locator.parse(other.format(**known)).canonical for other in (canonical, *others)} == {expected}


@given(st.lists(st.tuples(st.sampled_from(FORMS), DIGITS, HANDLE, TOKEN), min_size=2, max_size=12))
def test_two_ids_never_share_a_canonical_form(made: list[tuple[tuple[str, tuple[str, ...]], str, str, str]]) -> None:
    """Where platform, kind or id differ, the canonical forms differ."""
    seen: dict[str, tuple[str | None, ...]] = {}
    for (canonical, others), identity, handle, video in made:
        for form in (canonical, *others):
            found = Locator.parse(form.format(**parts(identity, handle, video)))
            assert found.canonical is not None
            assert seen.setdefault(found.canonical, meant(found)) == meant(found)


@pytest.mark.parametrize(
    ("link", "minted"),
    [
        ("toutiao.com/article/1851975068681292/", "2025-12-19 21:50:57"),
        ("https://www.toutiao.com/a6734139882538533383/", "2019-09-08 03:42:03"),
        ("https://www.toutiao.com/group/6763067898329039374/", "2019-11-25 02:37:31"),
        ("https://x.com/somebody/status/1900000000000000000", "2025-03-13 01:44:34.949"),
        ("https://discord.com/channels/1/2/1200000000000000000", "2024-01-25 08:51:34.921"),
        ("https://x.com/somebody/status/20", None),  # ids were counted one by one before November 2010
        ("https://www.toutiao.com/article/185197506868129/", None),  # 15 digits: no known layout
        ("https://www.toutiao.com/article/1000000000000000/", None),  # before there was a Toutiao
        ("https://t.me/harbour_daily/185", None),
    ],
)
def test_the_clock_in_an_id_is_read(link: str, minted: str | None) -> None:
    """Ids of known layout tell, in UTC, when they were minted, with the formula; others tell nothing."""
    found = Locator.parse(link)
    expected = None if minted is None else datetime.fromisoformat(minted).replace(tzinfo=UTC)
    assert found.minted == expected
    assert (found.clock is None) == (minted is None)


def test_the_original_of_an_article_is_read_whole() -> None:
    """A link to a self-media platform without its scheme gives platform, kind, id, outlet, language and clock."""
    found = Locator.parse("toutiao.com/article/1851975068681292/")
    assert found.canonical == "https://www.toutiao.com/article/1851975068681292/"
    assert (found.platform, found.kind, found.id, found.account) == ("toutiao", "article", "1851975068681292", None)
    assert (found.outlet, found.self_media, found.language, found.outlet_kind) == ("Toutiao", True, "zh", "self-media")
    assert found.clock == "id >> 20 = Unix seconds"


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("example.com/a", "https://example.com/a"),
        ("HTTP://Example.COM:80", "http://example.com/"),
        ("https:/example.com/a", "https://example.com/a"),
        ("hxxps://example[.]com/a", "https://example.com/a"),
        ("https：//example.com/a。", "https://example.com/a"),
        ("https://https://example.com/a", "https://example.com/a"),
        ("//example.com:8080/a", "https://example.com:8080/a"),
        ("example.com:8080/a", "https://example.com:8080/a"),
        ("(see https://example.com/a)", None),
        ("<https://example.com/a_(b)>", "https://example.com/a_(b)"),
        ("（https://example.com/a）", "https://example.com/a"),
        ("“https://example.com/a.”", "https://example.com/a"),
        ("https://example.com/%7Ea/%e4%bd%a0/../b/./%zz", "https://example.com/~a/b/%25zz"),
        ("https://example.com/你好?q=é", "https://example.com/%E4%BD%A0%E5%A5%BD?q=%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://www.example.com/a", "https://www.example.com/a"),
        ("https://m.example.com/a", "https://m.example.com/a"),
        ("https://example.com/a?utm_source=x&b=2&a=1&FBCLID=3&spm=4#top", "https://example.com/a?b=2&a=1"),
        ("https://example.com/a?utm_source=x", "https://example.com/a"),
        ("https://example.com/a%2E", "https://example.com/a%2E"),
        ("https://user:word@example.com/", "https://user:word@example.com/"),
        ("http://[2001:DB8::0:1]:80/", "http://[2001:db8::1]/"),
        ("ftp://example.com:21/a", "ftp://example.com/a"),
        ("http://lenta.ru/a", "https://lenta.ru/a"),
        ("http://lenta.ru:443/a", "http://lenta.ru:443/a"),
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.com%2Fa%3Fb%3D1", "https://example.com/a?b=1"),
        ("https://vk.com/away.php?to=https%3A%2F%2Ft.me%2Fs%2Fharbour%2F7", "https://t.me/harbour/7"),
        ("https://t.me/harbour/7?comment=9", "https://t.me/harbour/7?comment=9"),
        ("https://t.me/c/1234/7", "https://t.me/c/1234/7"),
        ("https://x.com/search?q=port", "https://x.com/search?q=port"),
        ("", None),
        ("   ", None),
        ("port", None),
        ("3.14", None),
        ("1.2.3.4", None),
        ("U.S.", None),
        ("editor@example.com", None),
        ("mailto:editor@example.com", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("doi:10.1000/182", None),
        ("https://example.com/a b", None),
        ("https://example.com/abc…", None),
        ("https://example.com/abc...", None),
        ("https://exam ple.com/", None),
        ("https://", None),
        ("https:///", None),
        ("https://example..com/", None),
        ("https://example.com:99999/", None),
        ("https://example.com:port/", None),
        ("http://999.1.1.1/", None),
        ("http://[::1/", None),
        ("https://\ud800.com/", None),
        ("https://example.com/\x00", None),
        ("https://www.google.com/url?q=port", None),
    ],
)
def test_repair_and_normal_form(link: str, canonical: str | None) -> None:
    """What can be mended is mended, what does not matter is dropped, and what leads nowhere stays blank."""
    assert Locator.parse(link).canonical == canonical


@pytest.mark.parametrize(
    ("time", "archived", "said"),
    [
        ("20251220061530", "2025-12-20 06:15:30", "2025-12-20T06:15:30Z"),
        ("20251220061530id_", "2025-12-20 06:15:30", "2025-12-20T06:15:30Z"),
        ("202512200615if_", "2025-12-20 06:15:00", "2025-12-20T06:15Z"),
        ("20251220", "2025-12-20 00:00:00", "2025-12-20Z"),
        ("202512", "2025-12-01 00:00:00", "2025-12"),
        ("2025", "2025-01-01 00:00:00", "2025"),
        ("2025*", "2025-01-01 00:00:00", "2025"),
        ("*", None, None),
        ("20251340", None, None),
        ("20251", None, None),
    ],
)
@pytest.mark.parametrize("link", ["https://t.me/s/harbour/7", "https:/t.me/harbour/7", "t.me/harbour/7?single"])
def test_an_archive_is_unwrapped(link: str, time: str, archived: str | None, said: str | None) -> None:
    """An archived copy gives its time, as far as it is said, and the link it is a copy of."""
    found = Locator.parse(f"http://web.archive.org/web/{time}/{link}")
    assert (found.canonical, found.platform, found.id) == ("https://t.me/harbour/7", "t.me", "7")
    assert found.archived == (None if archived is None else datetime.fromisoformat(archived).replace(tzinfo=UTC))
    assert (None if found.archived_on is None else str(found.archived_on)) == said


def test_an_archived_query_and_fragment_belong_to_the_inner_link() -> None:
    """The query after an archive's prefix is the archived page's."""
    found = Locator.parse("https://web.archive.org/web/2025/https://example.com/a?id=1&utm_source=b#c")
    assert found.canonical == "https://example.com/a?id=1"


def test_an_archive_of_an_archive_has_the_first_copy_s_time() -> None:
    """The innermost time is when the page was copied; copies of the copy came later."""
    found = Locator.parse("https://archive.ph/20251221/https://web.archive.org/web/20251220/https://example.com/a")
    assert found.canonical == "https://example.com/a"
    assert found.archived == datetime(2025, 12, 20, tzinfo=UTC)


def test_wrappers_without_end_are_given_up() -> None:
    """An archive of an archive of … has no canonical form beyond a fixed depth."""
    assert Locator.parse("https://web.archive.org/web/2025/" * 30 + "https://example.com/").canonical is None


def test_twins_are_two_witnesses_in_two_languages() -> None:
    """One number on the Russian and the English host is a pair of twins with two canonical forms."""
    original = Locator.parse("http://kremlin.ru/events/president/news/63061")
    official = Locator.parse("http://en.kremlin.ru/events/president/news/63061")
    assert original.canonical != official.canonical
    assert (original.id, original.language, official.id, official.language) == ("63061", "ru", "63061", "en")
    assert original.is_twin_of(official)
    assert official.is_twin_of(original)
    assert not original.is_twin_of(Locator.parse("http://www.kremlin.ru/d/63061"))
    assert not original.is_twin_of(Locator.parse("http://en.kremlin.ru/events/president/news/63133"))
    assert not Locator.parse("example.com/1").is_twin_of(Locator.parse("en.example.com/1"))


def test_a_spelling_of_the_case_is_kept_where_it_matters() -> None:
    """Weixin and YouTube ids differ by case; handles of X and channels of Telegram do not."""
    assert (
        Locator.parse("https://mp.weixin.qq.com/s/AbC").canonical
        != Locator.parse("https://mp.weixin.qq.com/s/aBc").canonical
    )
    assert Locator.parse("https://x.com/AbC").canonical == Locator.parse("https://twitter.com/aBc").canonical


@pytest.mark.parametrize(
    ("link", "outlet", "self_media", "language"),
    [
        ("https://mp.weixin.qq.com/s/abc", "WeChat", True, "zh"),
        ("https://t.me/harbour/7", "Telegram", True, None),
        ("https://tass.ru/politika/1", "TASS", False, "ru"),
        ("https://news.sina.com.cn/c/1.shtml", "Sina", False, "zh"),
        ("https://mil.news.sina.com.cn/c/1.shtml", "Sina", False, "zh"),
        ("https://www.sohu.com/a/1", "Sohu", None, "zh"),
        ("https://notsina.com.cn/", None, None, None),
        ("https://sina.com.cn.example.com/", None, None, None),
        ("https://www.toutiao.com@example.com/article/1/", None, None, None),
        ("https://example.com/", None, None, None),
    ],
)
def test_the_outlet_is_the_host_s(link: str, outlet: str | None, self_media: bool | None, language: str | None) -> None:
    """Outlet, class and usual language come from the host's row of the table, and from nothing else."""
    found = Locator.parse(link)
    assert (found.outlet, found.self_media, found.language) == (outlet, self_media, language)


def test_an_outlet_is_found_by_any_of_its_names() -> None:
    """Names in the outlet's own language and in others lead to one outlet; unknown names to none."""
    for name in ("Toutiao", "今日头条", " TOUTIAO "):
        found = outlet_named(name)
        assert found is not None
        assert (found.name, found.host, found.kind) == ("Toutiao", "www.toutiao.com", "self-media")
    named = outlet_named("Guardian")
    assert named is not None
    assert named == outlet_named("the guardian")
    assert outlet_named("Harbour Daily") is None
    assert outlet_named("") is None


def test_equality_and_hash_follow_the_given_string() -> None:
    """Two locators are equal where they were given alike, and then all else is alike too."""
    assert Locator.parse("x.com/a") == Locator(given="x.com/a")
    assert len({Locator.parse("x.com/a"), Locator.parse("x.com/a"), Locator.parse("https://x.com/a")}) == 2


def test_a_locator_is_made_of_text_only() -> None:
    """Anything but text is refused with the evidence."""
    with pytest.raises(RecordError) as refused:
        Locator.parse(7)  # type: ignore[arg-type]  # what is tried
    assert (refused.value.field, refused.value.value) == ("locator", 7)


def test_str_is_the_canonical_form_or_what_was_given() -> None:
    """A locator prints as its canonical form; without one, as it was given."""
    assert str(Locator.parse("x.com/A")) == "https://x.com/a"
    assert str(Locator.parse("no link")) == "no link"


@pytest.mark.parametrize(
    "unit",
    ["a", ")", "(", ".", "%", "%2E", "/..", "/", "&a=1", "?", "#", "@", ":", "[.]", "月", "https://", "1", "\u200b", "…", "web.archive.org/web/2025/", "utm_a=1&", "-", "_"],
)  # fmt: skip
@pytest.mark.parametrize(
    "before", ["", "https://example.com/", "https://www.toutiao.com/article/", "https://x.com/", "https://vk.com/?w="]
)
def test_a_very_long_link_is_read(before: str, unit: str) -> None:
    """A megabyte of anything is read in one pass and raises nothing."""
    words = before + unit * (LARGE // len(unit))
    found = Locator.parse(words)
    if found.canonical is not None:
        assert len(found.canonical) <= 9 * len(words)


# ---- the tables ----------------------------------------------------------------------------------


def test_every_host_stands_for_one_outlet() -> None:
    """No host is listed twice, and every row has its fields."""
    rows: Mapping[str, Mapping[str, object]] = shared_table("outlets")
    hosts = [host for row, entry in rows.items() for host in (row, *entry.get("same", ()))]  # type: ignore[misc]  # a list of hosts
    assert len(hosts) == len(set(hosts))
    assert len(rows) >= 100
    assert list(rows) == sorted(rows)
    for entry in rows.values():
        assert {"name", "kind", "country", "language"} <= set(entry)
        assert entry["kind"] in {"self-media", "portal", "news", "agency", "official", "reference"}


def test_a_host_of_the_table_has_its_outlet() -> None:
    """Each host of the table, with any path, gives its outlet, and its canonical host is that of its row."""
    for row, entry in shared_table("outlets").items():
        for host in (row, *entry.get("same", ())):
            found = Locator.parse(f"https://{host}/some/where/else")
            assert found.outlet == entry["name"]
            assert found.canonical == f"https://{row}/some/where/else"


def test_every_platform_host_is_an_outlet_of_the_table() -> None:
    """Forms are looked up by the canonical host, so each must be a row of the outlets."""
    outlets = shared_table("outlets")
    for entry in shared_table("platforms")["platforms"].values():
        assert [host for host in entry["hosts"] if host not in outlets] == []


def test_trackers_are_listed_once_and_in_order() -> None:
    """The list of query keys that do not matter is sorted and free of repetitions."""
    names = shared_table("platforms")["trackers"]["names"]
    assert names == sorted(set(names))
