"""What stands around a paper's text: notice, date, series line, pointer, titles, authors, abstract."""

import re
from collections.abc import Collection
from datetime import date
from itertools import takewhile

from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.importing import dates, lines, marks, names, notices, remarks, scripts, trees
from papers.importing.draft import Draft
from papers.importing.manuscript import Furniture, Recognised, Remark

HEAD, TAIL = 8, 12
LONGEST_TITLE = 160

_ABSTRACT = re.compile(
    r"[\s【\[■]*(abstract|(?:executive\s+)?summary|key\s+points|要旨|要約|概要|抄録|アブストラクト|エグゼクティブ・?サマリー|초록|요약)[\s】\]:：]*",
    re.IGNORECASE,
)


class Around:
    """The furniture of one body while it is taken out; what is left in the body is the text."""

    def __init__(self, body: etree._Element, draft: Draft, language: str, languages: Collection[str]) -> None:
        self.body, self.draft, self.language = body, draft, language
        self.languages = list(dict.fromkeys([language, *languages]))
        self.notice_title = self.notice = ""
        self.series, self.volume = draft.series, draft.volume
        self.date: date | None = None
        self.titles: dict[str, str] = {}
        self.starred: list[Remark] = []
        self.recognised: list[Recognised] = []
        self.behind: list[etree._Element | None] = []

    def take(self) -> Furniture:
        """Take everything out, each thing in the order in which it is surest."""
        self._take_notice()
        self._split_head()
        self._split_tail()
        self._take_zones(self._head(), self._tail())
        self._doubt_what_stays()
        self._take_title()
        self._take_authors()
        self._take_other_title_at_head()
        self._take_abstract()
        self.starred = remarks.by_sign(self.body, self._edges(), self.draft)
        self._read_given_date()
        return Furniture(
            self.notice_title, self.notice, self.date, self.series, self.volume, dict(self.titles)
        )

    def _note(self, what: str, text: str) -> None:
        self.recognised.append(Recognised(what, text))

    # -- places ------------------------------------------------------------------------------

    def _edges(self) -> list[etree._Element]:
        blocks = list(self.body)
        return blocks if len(blocks) <= HEAD + TAIL else blocks[:HEAD] + blocks[-TAIL:]

    def _split_head(self) -> None:
        """Give each line of a paragraph at the very head its own while it is furniture."""
        first = next(iter(self.body), None)
        parts = trees.lines(first) if first is not None and _is_broken(first) else []
        count = sum(1 for _line in takewhile(_kind_of, parts))
        if first is not None and count:
            _replace(first, [*parts[:count], *_joined(parts[count:])])

    def _split_tail(self) -> None:
        """Give each line of a paragraph at the very end its own while it is furniture."""
        for block in list(self.body)[: -TAIL - 1 : -1]:
            parts = trees.lines(block) if _is_broken(block) else [block]
            count = len(self._furnished(parts))
            if _is_broken(block) and count:
                _replace(block, [*_joined(parts[:-count]), *parts[-count:]])
            if count < len(parts):
                return

    def _furnished(self, blocks: list[etree._Element]) -> list[etree._Element]:
        """Return the blocks at the end that are furniture without a gap, a title beside its lines included."""
        kinds = [_kind_of(block) for block in blocks]
        zone: list[etree._Element] = []
        for place in range(len(blocks) - 1, -1, -1):
            is_foreign = {"series", "pointer"} & _beside(kinds, place) and self._other_language(blocks[place])
            if not (kinds[place] or is_foreign or _opens_with_sign(blocks[place])):
                break
            zone.insert(0, blocks[place])
        return zone

    def _head(self) -> list[etree._Element]:
        """Return the lines at the head: everything above the first paragraph, heading or figure."""
        return list(takewhile(self._is_line, list(self.body)[:HEAD]))

    def _is_line(self, block: etree._Element) -> bool:
        line = line_of(block)
        return block.tag == "p" and bool(
            _kind_of(block) or (0 < len(line) <= LONGEST_TITLE and not lines.ENDS_SENTENCE.search(line))
        )

    def _tail(self) -> list[etree._Element]:
        """Return the lines at the end that are furniture; none below the heading of a list of works or of dates."""
        zone = self._furnished(list(self.body)[-TAIL:])
        above = zone[0].itersiblings(preceding=True) if zone else iter(())
        heading = next(
            (each for each in above if each.tag in LINES[1:] or lines.heads_list(line_of(each))), None
        )
        return [] if heading is not None and lines.heads_list(line_of(heading)) else zone

    # -- lines -------------------------------------------------------------------------------

    def _take_zones(self, head: list[etree._Element], tail: list[etree._Element]) -> None:
        """Take the furniture out of the lines at head and tail, if it is no part of a list of dates."""
        between = [block for block in self.body if block.tag in LINES and block not in (*head, *tail)]
        taken = {"date"} if any(dates.read(line_of(block)) for block in between) else set()
        for zone in (head, [block for block in tail if block not in head]):
            taken |= self._take_zone(zone, taken)

    def _take_zone(self, zone: list[etree._Element], taken: Collection[str]) -> set[str]:
        """Take date, series line and pointer out of the lines of one edge, and a title that stands beside them.

        Return which kinds it had: there is one date and one series line, and none among others of its kind.
        """
        kinds = [_kind_of(block) for block in zone]
        for place, (block, kind) in enumerate(zip(zone, kinds, strict=True)):
            line = line_of(block)
            alone = kind not in taken and kinds.count(kind) == 1 and self._agrees(kind, line)
            if kind and (alone or kind == "pointer"):
                self._note(kind, line)
                self.behind.append(block.getnext())
                getattr(self, f"_take_{kind}")(line)
                self.body.remove(block)
            elif not kind and {"series", "pointer"} & _beside(kinds, place):
                self._take_other_title(block)
        return set(kinds)

    def _agrees(self, kind: str, line: str) -> bool:
        """Return whether a series line says the number that the file says of itself, if it says one."""
        said = lines.series_parts(line)
        return kind != "series" or not self.volume or (said is not None and said[1] == self.volume)

    def _doubt_what_stays(self) -> None:
        """Name the lines at the edges that look like furniture and stay in the text."""
        for block in self._edges():
            kind = _kind_of(block)
            if kind in ("date", "series"):
                sentence = {
                    "date": _("“%(line)s” looks like a date; it stays in the text."),
                    "series": _("“%(line)s” looks like a series line; it stays in the text."),
                }[kind]
                self.draft.report.doubt(sentence % {"line": line_of(block)})

    def _take_date(self, line: str) -> None:
        self.date = dates.read(line)

    def _take_series(self, line: str) -> None:
        name, volume = lines.series_parts(line) or ("", "")
        self.series, self.volume = self.series or name, volume

    def _take_pointer(self, line: str) -> None:
        why = _("The site links the editions by itself.")
        self.draft.report.lose(_("pointer to the other edition"), line, why)

    def _read_given_date(self) -> None:
        """Read the date that the file declares about itself, when no line prints one."""
        said = markup.text(markup.clean(self.draft.date))
        found = dates.read(said)
        self.date = self.date or found
        if said and found is None:
            self.draft.report.lose(_("date"), said, _("It is no whole date."))

    # -- titles ------------------------------------------------------------------------------

    def _other_language(self, block: etree._Element) -> str:
        """Return the other language of the installation that a line is in, else the empty string."""
        line = line_of(block)
        if (
            block.tag != "p"
            or _has_call(block)
            or len(line) > lines.LONGEST
            or lines.ENDS_SENTENCE.search(line)
        ):
            return ""
        language = scripts.guess(line, self.languages, self.language)
        return language if language != self.language else ""

    def _take_other_title(self, block: etree._Element) -> None:
        line, language = line_of(block), self._other_language(block)
        if language and language not in self.titles and lines.may_be_title(line):
            self.titles[language] = markup.line(line.strip("「」『』 "))
            self._note(f"title-{language}", line)
            self.body.remove(block)

    def _take_other_title_at_head(self) -> None:
        """Take the line right below the title for the title in the other language; it is a guess."""
        first = self.body[0] if len(self.body) and self.draft.title else None
        if first is None or first in self.behind or self.titles:
            return
        line = line_of(first)
        if not _ABSTRACT.fullmatch(line):
            self._take_other_title(first)
            if first.getparent() is None:
                sentence = _("“%(line)s” is taken for the title in the other language.")
                self.draft.report.doubt(sentence % {"line": line})

    def _take_title(self) -> None:
        """Take a short first line for the title when nothing else said which line it is."""
        if self.draft.title or len(self.body) < 3:
            return
        first = self.body[0]
        line = line_of(first)
        is_title = (
            first.tag == "p" and 0 < len(line) <= LONGEST_TITLE and not lines.ENDS_SENTENCE.search(line)
        )
        beside = names.read(line) or notices.BRACKETED.fullmatch(line)
        if is_title and not beside and self.body[1].tag in LINES:
            self.draft.title = _inner(first)
            self._note("title", line)
            self.body.remove(first)
            self.draft.report.doubt(
                _("“%(line)s” is taken for the title: it is the first line, and short.") % {"line": line}
            )

    def _take_authors(self) -> None:
        """Take the lines below the title for the authors when they are nothing but names."""
        if self.draft.authors or not self.draft.title:
            return
        for block in list(self.body)[:2]:
            if self._take_byline(block, is_first=True):
                following = self.body[0] if len(self.body) else None
                while following is not None and self._take_byline(following, is_first=False):
                    following = self.body[0] if len(self.body) else None
                return
            if not self._is_line(block):
                return

    def _take_byline(self, block: etree._Element, *, is_first: bool) -> bool:
        """Take one line of authors; a further one only when something beside the names says so."""
        said = " ".join(_marked(block).split()) if block.tag == "p" else ""
        found = names.read(said) if len(said) <= names.LONGEST_LINE else []
        sure = names.is_labelled(said) or all(each.is_marked for each in found)
        if not found or not (sure or (is_first and self._may_be_names(block))):
            return False
        for each in found:
            self.draft.authors.append(each.html + each.sign)
            if each.affiliation:
                self.draft.affiliations[_plain(each.html)] = each.affiliation
        self._note("author", line_of(block))
        self.body.remove(block)
        if not names.is_labelled(said):
            self.draft.report.doubt(_("“%(line)s” is taken for the authors.") % {"line": line_of(block)})
        return True

    def _may_be_names(self, block: etree._Element) -> bool:
        """Return whether a bare line of names is more than a heading, where the two look alike."""
        if not names.may_be_heading(line_of(block)):
            return True
        later = (each for each in block.itersiblings() if each.tag in LINES)
        return block.find("strong") is None and not any(names.read(line_of(each)) for each in later)

    # -- blocks ------------------------------------------------------------------------------

    def _take_notice(self) -> None:
        """Take a line in 【 】 at the head, and the paragraphs that belong to it, for the series' notice."""
        found = notices.find(self.body)
        if len(found) < 2 or found[-1].getnext() is None or lines.kind(line_of(found[0])):
            return
        heading, *paragraphs = found
        if any(map(_has_call, (heading, *paragraphs))):
            self.draft.report.doubt(_("The notice at the head calls notes; it stays in the text."))
            return
        self.notice_title = line_of(heading).strip()[1:-1].strip()
        self.notice = markup.clean_note("".join(map(markup.outer, paragraphs)))
        for block in (heading, *paragraphs):
            self._note("notice", line_of(block))
            self.body.remove(block)
        if len(paragraphs) > 1:
            sentence = _("%(count)d paragraphs are taken for the notice of the series.")
            self.draft.report.doubt(sentence % {"count": len(paragraphs)})

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
                self._note("abstract", line_of(block))
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


LINES = ("p", "h2", "h3", "h4")
line_of = trees.line


def _is_broken(block: etree._Element) -> bool:
    return block.tag == "p" and block.find(".//br") is not None


def _beside(kinds: list[str], place: int) -> set[str]:
    """Return what the lines before and behind a line are."""
    return {*kinds[max(place - 1, 0) : place], *kinds[place + 1 : place + 2]}


def _joined(parts: list[etree._Element]) -> list[etree._Element]:
    return [trees.joined(parts)] if parts else []


def _replace(block: etree._Element, parts: list[etree._Element]) -> None:
    for line in parts:
        block.addprevious(line)
    trees.drop(block)


def _opens_with_sign(block: etree._Element) -> bool:
    return block.tag == "p" and names.SIGN.match(line_of(block)) is not None


def _kind_of(block: etree._Element) -> str:
    """Return which furniture a paragraph is: date, series, pointer, or none."""
    return lines.kind(line_of(block)) if block.tag == "p" and not _has_call(block) else ""


def _has_call(block: etree._Element) -> bool:
    return block.find(f".//sup[@{markup.CALL}]") is not None


def _plain(html: str) -> str:
    return markup.line(markup.text(markup.clean(f"<p>{html}</p>")))


def _marked(block: etree._Element) -> str:
    """Return the text of a block with its calls as marks."""
    pieces = [block.text or ""]
    for child in block:
        key = child.get(markup.CALL)
        pieces += [marks.call(key) if key else _marked(child), child.tail or ""]
    return "".join(pieces)


def _inner(block: etree._Element) -> str:
    html = markup.outer(block)
    return html[html.index(">") + 1 : html.rindex("<")]
