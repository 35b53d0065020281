"""A Japanese title, apart from the edition and the part of the work that are printed inside its brackets."""

import re

from references.notes.dates import figures, numerals

COUNT = r"[\d一二三四五六七八九十]+"
# What was done to the text: an edition's name has one or two of these, a count, or both (改訂第2版, 第3版補訂版).
REVISED = r"(?:新装|新訂|改訂|補訂|全訂|増補|普及|決定|完全|縮刷|文庫|復刻|最新|新|改|初){1,3}"
EDITION = re.compile(rf"(?:{REVISED})?第{COUNT}版(?:{REVISED}版?)?|{REVISED}版(?:{REVISED}版)?")
# A yearbook's edition is its year: 昭和46年版.
YEARLY = re.compile(r"(?:(?:明治|大正|昭和|平成|令和)(?:\d{1,2}|元)|\d{4})(?:[/・-]\d{2,4})?年(?:度)?版")
# A work in two or three parts, or in numbered volumes.
PART = re.compile(rf"(?P<part>[上中下])巻?|(?P<half>前編|後編)|第?(?P<number>{COUNT})巻")
ENCLOSED = re.compile(
    r"(?P<title>.+?)[ 　]?[〔［【（(\[〈](?P<mark>[^〔［【（(\[〈〕］】）)\]〉]{1,12})[〕］】）)\]〉]"
)
SPACED = re.compile(r"(?P<title>.+)[ 　](?P<mark>[^ 　]{1,12})", re.DOTALL)
LEADING = re.compile(r"(?P<mark>[^ 　]{2,12})[ 　](?P<title>.+)", re.DOTALL)
MOST_MARKS = 2


def read(text: str) -> dict[str, str]:
    """Return title, edition and volume: 『国際法〔新版〕』, 『憲法 第7版』, 『外交（上）』, 『新訂第5版 安全保障学入門』."""
    fields = {"title": text}
    for _mark in range(MOST_MARKS):
        found = next(filter(None, (_marked(shape, fields["title"]) for shape in (ENCLOSED, SPACED))), None)
        if not found or not fields.keys().isdisjoint(found.keys() - {"title"}):
            break
        fields |= found
    leading = LEADING.fullmatch(fields["title"])
    if leading and "edition" not in fields and EDITION.fullmatch(figures(leading["mark"])):
        fields |= {"title": leading["title"], "edition": figures(leading["mark"])}
    return fields


def part(text: str) -> str:
    """Return which part of a work the text names, or nothing: 上 of 上巻, 1 of 第1巻."""
    found = PART.fullmatch(numerals(text))
    return (found["part"] or found["half"] or found["number"]) if found else ""


def _marked(shape: re.Pattern[str], text: str) -> dict[str, str] | None:
    """Return the title and the mark after it, when that names an edition or a part."""
    found = shape.fullmatch(text)
    mark = figures(found["mark"]) if found else ""
    if found and EDITION.fullmatch(mark):
        return {"title": found["title"], "edition": mark}
    return {"title": found["title"], "volume": part(mark)} if found and part(mark) else None
