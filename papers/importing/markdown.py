"""A Markdown file → a draft: its notes are marked by their names before pandoc reads it."""

import re

from django.utils.translation import gettext as _

from papers.importing import ast, encoding, habit, html, marks, nodes, pandoc, pictures
from papers.importing.draft import Draft

_DEFINITION = re.compile(r"^(?P<head> {0,3}\[\^(?P<name>[^\]\s]{1,80})\]:)[ \t]*", re.MULTILINE)
_CALL = re.compile(r"\[\^(?P<name>[^\]\s]{1,80})\](?!:)")
_ENTRY_LINE = re.compile(r"^\s*(?:[-*•・]\s*)?[\[［(（]?\d{1,3}[\]］)）.．、]?\s")
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,}|\|)", re.MULTILINE)
# Nobody wraps lines by hand at more letters than this.
ONE_LINE = 160


def read(name: str, data: bytes) -> Draft:
    """Return the draft of a Markdown file; raise Refused when it cannot be read."""
    draft = Draft()
    text = marks.strip(encoding.decode(name, data, draft.report))
    names = _names(text)
    draft.has_styles = not _is_plain(text)
    text = _mark_notes(_open_list(text if draft.has_styles else _apart(text)), names, draft)
    answer = pandoc.read(name, text.encode(), "markdown")
    gallery = pictures.Gallery(draft, html.embedded)
    ast.draft(answer, gallery.address, draft)
    _keep_uncalled(text, names, draft)
    return draft


def _names(text: str) -> dict[str, str]:
    """Return the key of every note name, in the order of the file."""
    found = [match["name"] for pattern in (_DEFINITION, _CALL) for match in pattern.finditer(text)]
    return {name: f"mark-{at}" for at, name in enumerate(dict.fromkeys(found), start=1)}


def _mark_notes(text: str, names: dict[str, str], draft: Draft) -> str:
    """Return the text with every definition's key in front of its note, and stray calls as marks."""
    defined: set[str] = set()

    def define(match: re.Match[str]) -> str:
        if match["name"] in defined:
            sentence = _("The note [^%(name)s] is written twice.")
            draft.report.mismatches.append(sentence % {"name": match["name"]})
        defined.add(match["name"])
        return f"{match['head']} {marks.note(names[match['name']])}"

    text = _DEFINITION.sub(define, text)
    draft.printed.update((key, name) for name, key in names.items())
    return _CALL.sub(lambda m: m[0] if m["name"] in defined else marks.call(names[m["name"]]), text)


def _keep_uncalled(text: str, names: dict[str, str], draft: Draft) -> None:
    """Keep the notes that pandoc leaves out because nothing calls them, so that the proof names them."""
    called = set(marks.CALLED.findall(draft.html))
    for match in _DEFINITION.finditer(text):
        key = names[match["name"]]
        if key not in draft.notes and key not in called:
            line = text[match.end() :].split("\n", 1)[0]
            draft.notes[key] = f"<p>{nodes.escaped(marks.resolve(line))}</p>"


def _is_plain(text: str) -> bool:
    """Return whether a file is plain text by another name: long lines with no blank ones between.

    Markdown would read it as one paragraph.
    """
    lines = text.strip().split("\n")
    blank = sum(not line.strip() for line in lines)
    is_close = len(lines) > 4 and blank * 10 < len(lines)
    return is_close and max(map(len, lines)) > ONE_LINE and not _FENCE.search(text)


def _apart(text: str) -> str:
    return "\n\n".join(line for line in text.split("\n") if line.strip())


def _open_list(text: str) -> str:
    """Return the text with a blank line before each entry of a list of notes at its end.

    Without one, Markdown reads lines that begin with [1] and [2] as one paragraph.
    """
    lines = text.split("\n")
    label = max(
        (at for at, line in enumerate(lines) if habit.LABEL.fullmatch(line.strip())), default=len(lines)
    )
    done = lines[: label + 1]
    for line in lines[label + 1 :]:
        if _ENTRY_LINE.match(line) and done[-1].strip():
            done.append("")
        done.append(line)
    return "\n".join(done)
