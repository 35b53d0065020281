"""What one line at the edge of a paper is: a date, a series line, a pointer to the other edition, or none of them."""

import re
import unicodedata

from papers.importing import dates, names, notices

LONGEST = 250
LONGEST_POINTER = 120

_GENRE = (
    r"policy\s*(?:paper|brief)|working\s*paper|discussion\s*paper|research\s*(?:paper|report)|occasional\s*paper"
    r"|issue\s*brief|report|ポリシー[・\s]*(?:ペーパー|ブリーフ)|政策(?:提言|ペーパー|研究)|ワーキング・?ペーパー|ディスカッション・?ペーパー|研究報告|정책\s*보고서"
)
_NUMBER = r"(?:第\s*(?P<counted>\d+(?:-\d+)?)\s*[号巻集輯]|(?:vol(?:ume)?|no|nr|number|№)\.?\s*(?P<numbered>\d+(?:-\d+)?))"
_SERIES = re.compile(
    rf"(?:(?P<name>.{{2,200}}?)\s*[:|—–,、・]?\s*)??(?P<genre>{_GENRE})?\s*[,、]?\s*{_NUMBER}", re.IGNORECASE
)
_EDITION = (
    r"英語版|日本語版|英文版|和文版|韓国語版|中国語版|영문판|영어판|일본어판|한국어판"
    r"|(?:english|japanese|korean|chinese|french|german)(?:[- ]language)?\s+(?:version|edition|translation|original|text)"
    r"|\bin\s+(?:english|japanese|korean|chinese|french|german)\b"
)
# A sentence may speak of some English version; a pointer speaks of this paper's, or says where to click.
_OURS = (
    r"^[*＊※→▶►•・(（【\[]|こちら|本稿|本論|本論文|この(?:論考|論文|記事)"
    r"|\bthis\s+\w+\s+(?:is|was|can|may|has|appears|also)\b|\bhere\b|이 (?:글|논문)"
)
_INVITES = r"読み|ご覧|参照|こちら|掲載|あります|read|available|here|see|find|published|also|읽|보실"
_POINTER = re.compile(
    rf"(?=.*(?:{_EDITION}))(?=.*(?:{_INVITES}))(?=.*(?:{_OURS})).*", re.IGNORECASE | re.DOTALL
)
ENDS_SENTENCE = re.compile(r"[。．.:：;；,、][)）\]］”’\"」』]*$")
# Under such a heading every line may look like one of a series or a date.
_LISTS = re.compile(
    r"[\s【\[■]*(?:bibliography|(?:selected |further )?(?:references|readings?|sources)|works cited|chronology|timeline|"
    r"参考文献|引用文献|(?:主要)?文献(?:一覧|目録)?|参考資料|年表|年譜|関連年表|참고\s*문헌|연표)[\s】\]:：]*",
    re.IGNORECASE,
)
# What stands beside a date or a series line in another language without being a title.
_NO_TITLE = re.compile(
    r"^(?:key\s?words?|キーワード|jel|contact|e-?mail|tel|doi|issn|isbn|copyright|©|文責|担当)\b|@|https?:",
    re.IGNORECASE,
)


def kind(line: str) -> str:
    """Return date, series or pointer, or the empty string for a line that is none of them."""
    if not line or len(line) > LONGEST:
        return ""
    if dates.read(line):
        return "date"
    if series_parts(line):
        return "series"
    return "pointer" if len(line) < LONGEST_POINTER and _POINTER.fullmatch(line) else ""


def series_parts(line: str) -> tuple[str, str] | None:
    """Return series name and number of a series line: in brackets, or with the word for its kind."""
    bracketed = notices.BRACKETED.fullmatch(line.strip())
    plain = unicodedata.normalize("NFKC", bracketed["inside"] if bracketed else line).strip()
    found = _SERIES.fullmatch(plain)
    if not found or not (bracketed or found["genre"]):
        return None
    name = (found["name"] or "").strip(' :|—–,、・「」『』"“”')
    # An entry of a bibliography names a work before the series.
    if not bracketed and re.search(r"[.。]\s|[“”\"]", name):
        return None
    return name, found["counted"] or found["numbered"]


def heads_list(line: str) -> bool:
    """Return whether a line is the heading of a list of works or of dates, whose entries look like furniture."""
    return _LISTS.fullmatch(line) is not None


def is_label(line: str) -> bool:
    """Return whether a line says of itself that it holds keywords, an address or the like."""
    return _NO_TITLE.search(line) is not None


def may_be_title(line: str) -> bool:
    """Return whether nothing speaks against a line being a title: no sentence, no byline, no keywords."""
    works_there = "," in line and names.OFFICE.search(line.rpartition(",")[2])
    spoken = not 0 < len(line) <= LONGEST or ENDS_SENTENCE.search(line) or is_label(line)
    return not (spoken or works_there or names.read(line))
