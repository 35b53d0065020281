"""Notes of an HTML page: links to a list that links back, in every dialect that word processors write."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from papers.importing import habit, marks, pages, trees
from papers.importing.draft import Draft

_NOTE = re.compile(
    r"foot-?note|end-?note|(?:^|[_\s-])(?:fn|ftn|edn|note)(?:[-_:.]?\d+|\b)|sdfootnote|sdendnote|doc-note",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"doc-endnotes|(?:^|[\s-])(?:foot|end)notes?(?:$|[\s-])|footnote-list|wp-block-footnotes", re.IGNORECASE
)
_ITEM_ROLE = re.compile(r"doc-(?:foot|end)note\b|^(?:foot|end|rear)note$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"noteref|footnote-?ref|footnotereference|endnotereference|footnoteanc|endnoteanc|(?:^|[\s_-])fn-?ref",
    re.IGNORECASE,
)
_REFERENCE_TARGET = re.compile(
    r"^_?(?:fn|ftn|edn|footnote|endnote|sdfootnote|sdendnote|note)[-_:.]?\w*?\d+(?:sym)?$", re.IGNORECASE
)
_BACK = re.compile(r"doc-backlink|footnote-?back|reversefootnote|back-?link|footnote-return", re.IGNORECASE)
_SIGN = re.compile(
    r"[\s\[\](（）)［］]*(?:注|註|note\s*)?([0-9０-９]{1,4}|[*†‡§¶]{1,3}|[ivxlc]{1,7}|[a-z])[\s\[\](（）)［］.:]*",
    re.IGNORECASE,
)
_RETURN = re.compile(r"[\s\[\]()]*[↩↑⤴⏎⮌↵^▲]\ufe0e?\ufe0f?[\s\[\]()]*")
_HEAD_SIGN = re.compile(r"^[\s\xa0]*[\^↑][\s\xa0]*")
_BLOCKS = ("li", "aside", "dd", "div", "p", "td", "section")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def take(body: etree._Element, draft: Draft) -> None:
    """Turn linked notes of a page into notes of the draft and their links into calls."""
    _Notes(body, draft).take()


class _Notes:
    """The notes of one page while they are found."""

    def __init__(self, body: etree._Element, draft: Draft) -> None:
        self.body, self.draft = body, draft
        self.order = {element: at for at, element in enumerate(body.iter())}
        self.named: dict[str, etree._Element] = {}
        for element in body.iter():
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    self.named.setdefault(name, element)
        self.keys: dict[etree._Element, str] = {}
        self.signs: dict[str, str] = {}
        self.calls: list[tuple[etree._Element, str]] = []

    def take(self) -> None:
        for link in list(self.body.iter("a")):
            self._look_at(link)
        self._find_uncalled()
        inside = {inner for note in self.keys for inner in note.iter()}
        self.calls = [(link, key) for link, key in self.calls if link not in inside]
        callers = {name for link, _key in self.calls for name in self._names_around(link)}
        for note, key in self.keys.items():
            self._store(note, key, callers)
        for link, key in self.calls:
            self._call(link, key)

    # -- finding -----------------------------------------------------------------------------

    def _look_at(self, link: etree._Element) -> None:
        href = link.get("href", "")
        # Word writes the whole address of the file before the #.
        name = unquote(href.partition("#")[2]) if "#" in href else ""
        sign = _SIGN.fullmatch(pages.text(link))
        if (
            not name
            or _BACK.search(link.get("class", "") + link.get("role", ""))
            or _RETURN.fullmatch(pages.text(link))
        ):
            return
        target = self.named.get(name)
        if target is None:
            if (
                sign
                and (pages.says(link, _REFERENCE) or _REFERENCE_TARGET.match(name))
                and href.startswith("#")
            ):
                self._dangle(link, name, sign[1])
            return
        note = self._note_around(target)
        if note is not None and self._is_note(link, note, target, sign):
            key = self.keys.setdefault(note, f"link-{len(self.keys) + 1}")
            self.calls.append((link, key))
            if sign:
                self.signs.setdefault(key, sign[1])
            if sign and sign[1].isdecimal():
                self.draft.printed.setdefault(key, str(int(sign[1])))

    def _dangle(self, link: etree._Element, name: str, sign: str) -> None:
        key = "lost-" + re.sub(r"[^a-z0-9]", "", name.lower())[:30]
        if key != "lost-":
            self.calls.append((link, key))
            self.draft.printed[key] = sign

    def _note_around(self, target: etree._Element) -> etree._Element | None:
        """Return the element that holds the whole note of an anchor."""
        for element in (target, *target.iterancestors()):
            if element is self.body or element.tag in _HEADINGS:
                return None
            if element.tag in _BLOCKS:
                above = element.getparent()
                # A paragraph alone in an item or in a division of its own is not yet the whole note.
                while (
                    above is not None
                    and above.tag in ("li", "div", "aside", "dd")
                    and self._is_own(above, element)
                ):
                    element, above = above, above.getparent()
                return element
        return None

    def _is_own(self, above: etree._Element, inner: etree._Element) -> bool:
        named = [
            each
            for each in above.iter()
            if self.named.get(each.get("id", "")) is each and each.tag in _BLOCKS
        ]
        holds_one = above.tag == "li" or (
            pages.says(above, _NOTE) and not _LIST.search(above.get("class", ""))
        )
        first = next(iter(above), None) is inner and not (above.text or "").strip()
        return (
            holds_one
            and first
            and all(each in (above, inner) or inner in each.iterancestors() for each in named)
        )

    def _is_note(
        self, link: etree._Element, note: etree._Element, target: etree._Element, sign: re.Match[str] | None
    ) -> bool:
        if link in note.iter() or self.order[note] < self.order[link]:
            return False
        in_list = any(pages.says(above, _LIST) for above in note.iterancestors())
        marked = pages.says(link, _REFERENCE) or pages.says(note, _ITEM_ROLE) or in_list
        if marked:
            return True
        names = self._names_around(link)
        links_back = any(back.get("href", "").partition("#")[2] in names for back in note.iter("a"))
        opens = _SIGN.match(pages.text(note))
        same_sign = bool(sign and opens and opens[1] == sign[1])
        return bool(sign) and (links_back or (same_sign and (pages.says(target, _NOTE) or _is_raised(link))))

    def _names_around(self, link: etree._Element) -> set[str]:
        """Return the names by which a list may link back to a call."""
        near = [link, *link.iter()]
        near += [above for above in link.iterancestors() if above.tag in ("sup", "span", "cite")]
        near += [
            each for each in (link.getprevious(), link.getnext()) if each is not None and each.tag == "a"
        ]
        return {name for each in near for name in (each.get("id"), each.get("name")) if name}

    def _find_uncalled(self) -> None:
        """Add the items of a list of notes that nothing calls; the proof names them."""
        lists = {above for note in self.keys for above in note.iterancestors() if above.tag in ("ol", "ul")}
        lists |= {each for each in self.body.iter("ol", "ul") if _is_notes_list(each, self.body)}
        for holder in sorted(lists, key=lambda each: self.order[each]):
            for at, item in enumerate(holder.findall("li"), start=int(holder.get("start") or "1")):
                if item not in self.keys and item.get("id") and pages.text(item):
                    key = f"link-{len(self.keys) + 1}"
                    self.keys[item] = key
                    self.draft.printed.setdefault(key, str(at))

    # -- taking ------------------------------------------------------------------------------

    def _store(self, note: etree._Element, key: str, callers: set[str]) -> None:
        for back in list(note.iter("a")):
            leads_back = back.get("href", "").partition("#")[2] in callers and "#" in back.get("href", "")
            if leads_back or pages.says(back, _BACK) or _RETURN.fullmatch(pages.text(back)):
                trees.drop(back)
        # What a page of our own says beside a note: where its sources are.
        for beside in [each for each in note.iter("div") if "lead" in each.get("class", "").split()]:
            trees.drop(beside)
        _cut_sign(note, self.signs.get(key, ""))
        self.draft.notes[key] = pages.write(note) if note.tag != "p" else f"<p>{pages.write(note)}</p>"
        _remove(note, self.body)

    def _call(self, link: etree._Element, key: str) -> None:
        around = link
        parent = link.getparent()
        while parent is not None and parent.tag in ("sup", "span", "cite") and _holds_only(parent, link):
            around, parent = parent, parent.getparent()
        if parent is None:
            return
        if around is link:
            _drop_brackets(link)
        tail, around.tail = around.tail, None
        mark = etree.Element("span")
        mark.text, mark.tail = marks.call(key), tail
        parent.replace(around, mark)


def _is_raised(link: etree._Element) -> bool:
    return link.find(".//sup") is not None or any(above.tag == "sup" for above in link.iterancestors())


def _is_notes_list(each: etree._Element, body: etree._Element) -> bool:
    above: Iterator[etree._Element] = each.iterancestors()
    return any(pages.says(holder, _LIST) for holder in (each, *above) if holder is not body)


def _holds_only(parent: etree._Element, link: etree._Element) -> bool:
    return re.sub(r"[\s\[\]()（）［］]", "", pages.text(parent)) == re.sub(
        r"[\s\[\]()（）［］]", "", pages.text(link)
    )


def _drop_brackets(link: etree._Element) -> None:
    previous, parent = link.getprevious(), link.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    after = link.tail or ""
    if before.endswith("[") and after.startswith("]"):
        link.tail = after[1:]
        if previous is not None:
            previous.tail = before[:-1]
        elif parent is not None:
            parent.text = before[:-1]


def _cut_sign(note: etree._Element, sign: str) -> None:
    """Cut the number off the head of a note, and what was left of its links back."""
    letters = trees.letters(note)
    found = _HEAD_SIGN.match(letters)
    if found:
        trees.cut(note, found.end())
        letters = letters[found.end() :]
    opens = (
        re.match(rf"[\s\xa0]*[\[(（［]?\s*{re.escape(sign)}\s*[\])）］.:]?[\s\xa0]", letters)
        if sign
        else None
    )
    if opens:
        trees.cut(note, opens.end())


def _remove(note: etree._Element, body: etree._Element) -> None:
    """Take a note out, with the list, the rule and the label that it leaves empty."""
    parent = note.getparent()
    _drop_label(note)
    trees.drop(note)
    while parent is not None and parent is not body and not _shows(parent):
        above = parent.getparent()
        _drop_label(parent)
        trees.drop(parent)
        parent = above


def _drop_label(emptied: etree._Element) -> None:
    """Take out the rule and the label that stand before an emptied list."""
    before = emptied.getprevious()
    while before is not None and (before.tag == "hr" or habit.LABEL.fullmatch(pages.text(before))):
        trees.drop(before)
        before = emptied.getprevious()


def _shows(element: etree._Element) -> bool:
    if element.find(".//img") is not None:
        return True
    rest = pages.text(element)
    return bool(rest) and not habit.LABEL.fullmatch(rest)
