"""What Word keeps beside the text: tracked changes are accepted, comments and hidden text left out."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lxml import etree

from papers.importing.draft import Report
from papers.importing.ooxml import W, attribute, each, is_on, remove, text, unwrap

_FORMER_PROPERTIES = (
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "tblGridChange",
    "tblPrExChange",
    "numberingChange",
)


def accept(root: etree._Element, notes: dict[str, etree._Element], report: Report) -> int:
    """Accept the tracked changes of one part and return their number; what they delete is reported."""
    rows = _delete_rows(root, report)
    inserted = [change for change in each(root, "w:ins", "w:moveTo") if len(change)]
    deleted = [change for change in each(root, "w:del", "w:moveFrom") if len(change)]
    for name in _FORMER_PROPERTIES:
        for change in each(root, f"w:{name}"):
            remove(change)
    count = rows + len(inserted) + len(deleted) + _join_deleted_ends(root)
    for change in deleted:
        _report_deletion(change, notes, report)
        remove(change)
    for change in inserted:
        unwrap(change)
    return count


def report_accepted(count: int, report: Report) -> None:
    """Report how many tracked changes were accepted."""
    if count:
        what = ngettext("%(count)d tracked change", "%(count)d tracked changes", count) % {"count": count}
        report.lose(what, "", _("They are accepted: the text reads as it does after them."))


def _report_deletion(change: etree._Element, notes: dict[str, etree._Element], report: Report) -> None:
    if change.tag == W + "moveFrom":
        return
    if text(change):
        report.lose(_("deleted text"), text(change), _("A tracked change deletes it."))
    for reference in each(change, "w:footnoteReference", "w:endnoteReference"):
        kind = "fn" if reference.tag == W + "footnoteReference" else "en"
        note = notes.pop(f"{kind}-{attribute(reference, 'id')}", None)
        if note is not None:
            report.lose(_("deleted note"), text(note), _("A tracked change deletes its call."))


def _delete_rows(root: etree._Element, report: Report) -> int:
    """Take deleted rows out of their tables; return how many there were."""
    marks = [mark for mark in each(root, "w:del") if _above(mark, "trPr") is not None]
    for mark in marks:
        row = _above(mark, "tr")
        if row is not None:
            report.lose(_("deleted row"), text(row), _("A tracked change deletes it."))
            remove(row)
    return len(marks)


def _above(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(W + name), None)


def _join_deleted_ends(root: etree._Element) -> int:
    """Join each paragraph whose end was deleted with the next one; return how many were."""
    joined = 0
    for paragraph in reversed(each(root, "w:p")):
        end = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
        follower = paragraph.getnext()
        if end is None:
            continue
        joined += 1
        remove(end)
        if follower is not None and follower.tag == W + "p":
            for inner in [child for child in follower if child.tag != W + "pPr"]:
                paragraph.append(inner)
            remove(follower)
    return joined


def drop_comments(root: etree._Element, comments: etree._Element | None, report: Report) -> None:
    """Take the comments out and report each with its author and its text."""
    for anchor in each(root, "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        remove(anchor)
    for comment in each(comments, "w:comment") if comments is not None else ():
        author = attribute(comment, "author")
        where = f"{author}: {text(comment)}" if author else text(comment)
        report.lose(_("comment"), where, _("Comments are not part of the text."))


def drop_hidden(root: etree._Element, report: Report) -> None:
    """Take hidden text out and report it."""
    for run in each(root, "w:r"):
        if is_on(run.find(W + "rPr"), "vanish"):
            if text(run):
                report.lose(_("hidden text"), text(run), _("The document hides it."))
            remove(run)
