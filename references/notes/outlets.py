"""What kind of thing appears under a name: a newspaper, a magazine, a platform, a house of books, an institution."""

import re

from references.notes import names
from references.notes.vocabulary import (
    BODY_WORDS,
    BROADCASTERS,
    EVENT_WORDS,
    HOUSE_WORDS,
    MAGAZINE_NAMES,
    MAGAZINE_WORDS,
    NEWS_NAMES,
    NEWS_PHRASES,
    NEWS_WORDS,
    PLATFORMS,
    SITES,
)
from references.notes.vocabulary_ja import (
    BODIES,
    HOUSE_NAMES,
    HOUSES,
    MAGAZINE_STARTS,
    MAGAZINES,
    NEWSPAPER_ENDINGS,
    OUTLETS,
    SERIES_ENDINGS,
)

ARTICLE = re.compile(r"^(?:The|the)\s+")
# NHK総合 is a channel, NHKスペシャル a programme.
CHANNEL = re.compile(r"NHK[ 　]?(?:総合|教育|Eテレ|BS\d?|ラジオ第[12]|ワールド)?(?:テレビ)?")
LATIN = re.compile(r"[A-Z]")
# 東京, 横浜市, and a town in katakana.
TOWN = re.compile(r"[ァ-ヺー]{2,8}|東京|大阪|京都|広島|長崎|北京|上海|台北|香港|[一-鿿]{2,4}[都府県市]")
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")


def bare(name: str) -> str:
    """Return an outlet's name without its article and what stands in parentheses after it: New York Times (online)."""
    return re.sub(r"\s*[（(][^（()）]*[)）]$", "", ARTICLE.sub("", name.strip()))


def is_platform(name: str) -> bool:
    return bare(name) in PLATFORMS


def is_broadcaster(name: str) -> bool:
    plain = bare(name)
    return plain in BROADCASTERS or CHANNEL.fullmatch(plain) is not None or plain.endswith(("テレビ", "放送"))


def is_magazine(name: str) -> bool:
    plain = bare(name)
    if is_japanese_magazine(plain):
        return True
    return plain in MAGAZINE_NAMES or any(word in MAGAZINE_WORDS for word in plain.lower().split())


def is_japanese_magazine(name: str) -> bool:
    return name in MAGAZINES or name.startswith(MAGAZINE_STARTS)


def is_news(name: str) -> bool:
    """Tell a newspaper, a news agency or a broadcaster's news by its words, or by its name."""
    plain = bare(name)
    if JAPANESE.search(plain):
        plain = plain.removesuffix("日本語版")
        return plain.endswith(NEWSPAPER_ENDINGS) or plain in OUTLETS
    words = plain.lower().replace(".com", "").split()
    return (
        plain in NEWS_PHRASES
        or plain in OUTLETS
        or any(word in NEWS_NAMES for word in words)
        or _has_news_word(words)
    )


def _has_news_word(words: list[str]) -> bool:
    """A press is a newspaper unless a house of books; an agency is one of news, if it says so."""
    if not words or "university" in words:
        return False
    if words[-1] == "agency":
        return "news" in words
    if "press" in words:
        return len(words) <= 3 and not {"books", "institute", "institution"} & set(words)
    return any(word in NEWS_WORDS for word in words)


def is_site(name: str) -> bool:
    return bare(name) in SITES


def is_house(name: str) -> bool:
    """Tell a publisher of books by its word."""
    if JAPANESE.search(name):
        return "出版" in name or name.endswith(HOUSES)
    return any(word.strip(".,") in HOUSE_WORDS for word in re.split(r"[\s/’-]", name.lower()))


def is_series(name: str) -> bool:
    """Tell a Japanese series of books, 中公新書, from a house that is named like one."""
    return name.endswith(SERIES_ENDINGS) and name not in HOUSE_NAMES


def is_place(name: str) -> bool:
    """Tell a town from an event: a word or two, none of a body's name or an event's."""
    if JAPANESE.search(name):
        return TOWN.fullmatch(name) is not None
    words = name.lower().split()
    return (
        len(words) <= 2
        and not any(word in EVENT_WORDS | BODY_WORDS for word in words)
        and bool(LATIN.match(name))
    )


def is_institution(name: str) -> bool:
    """Tell a body that publishes its own work, and not books as a trade."""
    if is_house(name):
        return False
    if JAPANESE.search(name):
        return any(word in name for word in BODIES)
    return names.is_body(name)
