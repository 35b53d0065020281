"""What stands around a paper's text: notice, date, series line, pointer, titles, authors, abstract."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.importing import dates, scripts, trees
from papers.importing.draft import Draft
from papers.importing.manuscript import Furniture

HEAD, TAIL = 8, 12
LONGEST_LINE = 250
LONGEST_TITLE = 160
LONGEST_NAME = 60
LONG_NOTICE = 25

_GENRE = (
    r"policy\s*(?:paper|brief)|working\s*paper|discussion\s*paper|research\s*(?:paper|report)|occasional\s*paper"
    r"|issue\s*brief|report|ポリシー[・\s]*(?:ペーパー|ブリーフ)|政策(?:提言|ペーパー|研究)|ワーキング・?ペーパー|ディスカッション・?ペーパー|研究報告|정책\s*보고서"
)
_NUMBER = r"(?:第\s*(?P<counted>\d+(?:-\d+)?)\s*[号巻集輯]|(?:vol(?:ume)?|no|nr|number|№)\.?\s*(?P<numbered>\d+(?:-\d+)?))"
_SERIES = re.compile(
    rf"(?:(?P<name>.{{2,200}}?)\s*[:|—–,、・]?\s*)??(?P<genre>{_GENRE})?\s*[,、]?\s*{_NUMBER}", re.IGNORECASE
)
_BRACKETED = re.compile(r"[【\[［〔](?P<inside>[^【】]+)[】\]］〕]")
_EDITION = (
    r"英語版|日本語版|英文版|和文版|韓国語版|中国語版|영문판|영어판|일본어판|한국어판"
    r"|(?:english|japanese|korean|chinese|french|german)(?:[- ]language)?\s+(?:version|edition|translation|original|text)"
    r"|\bin\s+(?:english|japanese|korean|chinese|french|german)\b"
)
# A sentence may speak of some English version; a pointer speaks of this paper's, or says where to click.
_OURS = r"^[*＊※→▶►•・(（【\[]|こちら|本稿|本論|本論文|この(?:論考|論文|記事)|\bthis\s+\w+|\bhere\b|이 (?:글|논문)"
_INVITES = r"読み|ご覧|参照|こちら|掲載|あります|read|available|here|see|find|published|also|읽|보실"
_POINTER = re.compile(
    rf"(?=.*(?:{_EDITION}))(?=.*(?:{_INVITES}))(?=.*(?:{_OURS})).*", re.IGNORECASE | re.DOTALL
)
# What else stands in brackets at the head is the credit of a photograph, or the like.
_NOTICE = re.compile(
    r"お知らせ|掲載|公開|あたって|案内|企画|特集|シリーズ|notice|announce|paper|series|project|알림",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"[\s【\[■]*(abstract|(?:executive\s+)?summary|key\s+points|要旨|要約|概要|抄録|アブストラクト|エグゼクティブ・?サマリー|초록|요약)[\s】\]:：]*",
    re.IGNORECASE,
)
ENDS_SENTENCE = re.compile(r"[。．.:：;；,、][)）\]］”’\"」』]*$")
_AUTHOR_LABEL = re.compile(
    r"^(?:by|authors?|written by|著者?|執筆者?|筆者|文)\s*[:：]?\s+|^(?:著者|執筆者|執筆|筆者)\s*[:：]\s*",
    re.IGNORECASE,
)
_NAME_LATIN = re.compile(
    r"[A-ZÀ-Þ][\w'’.\-]*(?:\s+(?:(?:de|van|von|der|den|la|le|da|bin|al|el)\s+)*[A-ZÀ-Þ][\w'’.\-]*){1,4}"
)
# Without a space between family and given name, any short word would be a name.
_NAME_JAPANESE = re.compile(
    r"[一-鿿々ヶ]{1,4}[\s　]+[一-鿿々ぁ-んァ-ヺー]{1,5}|[ァ-ヺー]{2,12}(?:[・=＝][ァ-ヺー]{1,12}){1,3}|[가-힣]{2,5}"
)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|、|，|;|・(?=[一-鿿])|\band\b|&|／|/)\s*")
_SIGN = re.compile(r"[*＊†‡✝]+")


class Around:
    """The furniture of one body while it is taken out; what is left in the body is the text."""

    def __init__(self, body: etree._Element, draft: Draft, language: str, languages: Collection[str]) -> None:
        self.body, self.draft, self.language = body, draft, language
        self.others = [code for code in languages if code != language]
        self.languages = [language, *self.others]
        self.notice_title = self.notice = self.series = self.volume = ""
        self.date: date | None = None
        self.titles: dict[str, str] = {}
        self.starred: list[str] = []
        self.signed: list[str] = []

    def take(self) -> Furniture:
        """Take everything out, each thing in the order in which it is surest."""
        self._split_lines()
        near = self._take_lines()
        self._take_other_title(near)
        self._take_notice()
        self._take_title()
        self._take_authors()
        self._take_other_title_at_head()
        self._take_abstract()
        self._take_starred()
        self._read_given_date()
        return Furniture(
            self.notice_title, self.notice, self.date, self.series, self.volume, dict(self.titles)
        )

    # -- places ------------------------------------------------------------------------------

    def _edges(self) -> list[etree._Element]:
        blocks = list(self.body)
        return blocks if len(blocks) <= HEAD + TAIL else blocks[:HEAD] + blocks[-TAIL:]

    def _split_lines(self) -> None:
        """Give each line at the edges a paragraph of its own when one of them is furniture."""
        for block in self._edges():
            if block.tag == "p" and block.find(".//br") is not None:
                lines = trees.lines(block)
                if any(self._kind(line_of(line)) for line in lines):
                    for line in lines:
                        block.addprevious(line)
                    self.body.remove(block)

    def _kind(self, line: str) -> str:
        if not line or len(line) > LONGEST_LINE:
            return ""
        if dates.read(line):
            return "date"
        if self._series_parts(line):
            return "series"
        return "pointer" if len(line) < 120 and _POINTER.fullmatch(line) else ""

    def _take_lines(self) -> list[etree._Element]:
        """Take date, series line and pointer out; return the blocks that now stand where they stood."""
        near: list[etree._Element] = []
        for block in self._edges():
            kind = self._kind(line_of(block)) if block.tag in LINES and not _has_call(block) else ""
            if kind:
                near += [beside for beside in (block.getprevious(), block.getnext()) if beside is not None]
                getattr(self, f"_take_{kind}")(line_of(block))
                self.body.remove(block)
        return [block for block in near if block.getparent() is self.body]

    # -- lines -------------------------------------------------------------------------------

    def _take_date(self, line: str) -> None:
        found = dates.read(line)
        if self.date and found != self.date:
            sentence = _("There are two dates, %(first)s and %(second)s; the first is kept.")
            self.draft.report.doubt(sentence % {"first": self.date, "second": found})
        self.date = self.date or found

    def _take_series(self, line: str) -> None:
        name, volume = self._series_parts(line) or ("", "")
        if self.volume and volume != self.volume:
            sentence = _(
                "There are two series lines, with number %(first)s and %(second)s; the first is kept."
            )
            self.draft.report.doubt(sentence % {"first": self.volume, "second": volume})
        self.series = self.series or name
        self.volume = self.volume or volume

    def _take_pointer(self, line: str) -> None:
        why = _("The site links the editions by itself.")
        self.draft.report.lose(_("pointer to the other edition"), line, why)

    def _series_parts(self, line: str) -> tuple[str, str] | None:
        """Return series name and number of a series line: in brackets, or with the word for its kind."""
        bracketed = _BRACKETED.fullmatch(line.strip())
        plain = unicodedata.normalize("NFKC", bracketed["inside"] if bracketed else line).strip()
        found = _SERIES.fullmatch(plain)
        if not found or not (bracketed or found["genre"]):
            return None
        name = (found["name"] or "").strip(' :|—–,、・「」『』"“”')
        return name, found["counted"] or found["numbered"]

    def _read_given_date(self) -> None:
        """Read the date that the file declares about itself, when no line prints one."""
        said = markup.text(markup.clean(self.draft.date))
        found = dates.read(said)
        self.date = self.date or found
        if said and found is None:
            self.draft.report.lose(_("date"), said, _("It is no whole date."))

    # -- titles ------------------------------------------------------------------------------

    def _take_other_title(self, near: list[etree._Element]) -> None:
        for block in near:
            line = line_of(block)
            language = scripts.guess(line, self.languages, self.language)
            is_line = block.tag in LINES and 0 < len(line) <= LONGEST_LINE and not _has_call(block)
            is_title = is_line and not ENDS_SENTENCE.search(line) and language != self.language
            if is_title and language not in self.titles:
                self.titles[language] = markup.line(line.strip("「」『』 "))
                self.body.remove(block)

    def _take_other_title_at_head(self) -> None:
        first = self.body[0] if len(self.body) and self.draft.title else None
        if first is not None and first.tag == "p" and not _ABSTRACT.fullmatch(line_of(first)):
            self._take_other_title([first])

    def _take_title(self) -> None:
        """Take a short first line for the title when nothing else said which line it is."""
        if self.draft.title or len(self.body) < 3:
            return
        first = self.body[0]
        line = line_of(first)
        is_title = first.tag == "p" and 0 < len(line) <= LONGEST_TITLE and not ENDS_SENTENCE.search(line)
        if is_title and not names(line) and not _BRACKETED.fullmatch(line) and self.body[1].tag in LINES:
            self.draft.title = _inner(first)
            self.body.remove(first)
            self.draft.report.doubt(
                _("“%(line)s” is taken for the title: it is the first line, and short.") % {"line": line}
            )

    def _take_authors(self) -> None:
        """Take the line below the title for the authors when it is nothing but names."""
        if self.draft.authors or not self.draft.title:
            return
        for block in list(self.body)[:2]:
            line = line_of(block)
            if block.tag == "p" and 0 < len(line) <= LONGEST_NAME * 3 and (found := names(line)):
                self.draft.authors += [_inner(block)] if _has_call(block) and len(found) == 1 else found
                self.body.remove(block)
                self.signed.append(line)
                if not _AUTHOR_LABEL.search(line):
                    self.draft.report.doubt(_("“%(line)s” is taken for the authors.") % {"line": line})
                return

    # -- blocks ------------------------------------------------------------------------------

    def _take_notice(self) -> None:
        """Take a line in 【 】 at the head, and the paragraph below it, for the series' notice."""
        for block in list(self.body)[:4]:
            found = _BRACKETED.fullmatch(line_of(block)) if block.tag in LINES else None
            text = block.getnext()
            is_label = found is not None and _ABSTRACT.fullmatch(found["inside"])
            is_notice = found is not None and not is_label and _is_notice(found["inside"])
            if found and is_notice and text is not None and text.tag == "p":
                self.notice_title = found["inside"].strip()
                self.notice = markup.clean_note(markup.outer(text))
                self.body.remove(block)
                self.body.remove(text)
                return

    def _take_abstract(self) -> None:
        for at, block in enumerate(list(self.body)[:HEAD]):
            if block.tag not in LINES or not _ABSTRACT.fullmatch(line_of(block)):
                continue
            section = self._section(at + 1)
            said = " ".join(map(line_of, section))
            if scripts.guess(said, self.languages, self.language) != self.language:
                self.draft.report.doubt(_("An abstract in another language is left in the text."))
                continue
            if section and all(each.tag == "p" and not _has_call(each) for each in section):
                self.draft.abstract += "".join(map(markup.outer, section))
                for each in (block, *section):
                    self.body.remove(each)
            else:
                self.draft.report.doubt(
                    _("The abstract holds more than plain paragraphs; it is left at the head of the text.")
                )
            return

    def _section(self, start: int) -> list[etree._Element]:
        """Return the paragraphs below a heading; one alone when no other heading ends them."""
        section: list[etree._Element] = []
        for block in list(self.body)[start:]:
            if block.tag in ("h2", "h3", "h4"):
                return section
            section.append(block)
        return section[:1]

    def _take_starred(self) -> None:
        """Take a sign off title and authors, and the paragraphs that open with it out of the text."""
        signs = {found[0] for part in self.signed if (found := _SIGN.search(part))}
        signs |= {
            found[0] for part in (self.draft.title, *self.draft.authors) if (found := _SIGN.search(part[-3:]))
        }
        if not signs:
            return
        for block in self._edges():
            opens = _SIGN.match(line_of(block))
            # Markdown reads a line behind an asterisk as a list of one.
            is_item = block.tag == "ul" and len(block) == 1 and "*" in signs
            if is_item or (block.tag == "p" and opens and opens[0] in signs):
                trees.cut(block, opens.end() if opens and not is_item else 0)
                self.starred.append(line_of(block))
                self.body.remove(block)
        if self.starred:
            self.draft.title = _SIGN.sub("", self.draft.title)
            self.draft.authors = [_SIGN.sub("", author) for author in self.draft.authors]


LINES = ("p", "h2", "h3", "h4")


def line_of(block: etree._Element) -> str:
    """Return the text of a block on one line."""
    return " ".join(markup.text(block).split())


def names(line: str) -> list[str]:
    """Return the names on a line that holds nothing but names, else an empty list."""
    bare = _SIGN.sub("", _AUTHOR_LABEL.sub("", line)).strip()
    found = [part for part in _BETWEEN_NAMES.split(bare) if part]
    whole = all(_NAME_LATIN.fullmatch(part) or _NAME_JAPANESE.fullmatch(part) for part in found)
    short = all(len(part) <= LONGEST_NAME for part in found)
    return found if found and whole and short else []


def _is_notice(line: str) -> bool:
    return len(line) >= LONG_NOTICE or _NOTICE.search(line) is not None


def _has_call(block: etree._Element) -> bool:
    return block.find(f".//sup[@{markup.CALL}]") is not None


def _inner(block: etree._Element) -> str:
    html = markup.outer(block)
    return html[html.index(">") + 1 : html.rindex("<")]
