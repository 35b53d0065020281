"""A Markdown file → a draft: its notes are marked by their names before pandoc reads it."""

import re

from django.utils.translation import gettext as _

from papers.importing import ast, encoding, guard, habit, html, marks, pandoc, pictures
from papers.importing.draft import Draft

_DEFINITION = re.compile(r"^(?P<indent> {0,3})\[\^(?P<name>[^\]\s]{1,80})\]:[ \t]*", re.MULTILINE)
_REST = re.compile(rf"<p>{marks.REST}.*?</p>", re.DOTALL)
_CALL = re.compile(r"\[\^(?P<name>[^\]\s]{1,80})\](?!:)")
_ENTRY_LINE = re.compile(r"^\s*(?:[-*•・]\s*)?[\[［(（]?\d{1,3}[\]］)）.．、]?\s")
# Markdown takes "[1]: Kim" for the address of a link; by hand it is a note, unless a link names it.
_ADDRESS = re.compile(r"^ {0,3}\[(\d{1,3})\]:[ \t]+", re.MULTILINE)
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,}|\|)", re.MULTILINE)
_DATA = re.compile(r"\bdata:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]*")
# Nobody wraps lines by hand at more letters than this.
ONE_LINE = 160


def read(name: str, data: bytes) -> Draft:
    """Return the draft of a Markdown file; raise Refused when it cannot be read."""
    draft = Draft()
    text = marks.strip_written(encoding.decode(name, data, draft.report))
    guard.bound(name, _DATA.sub("", text), guard.lines(text))
    draft.has_styles = not _is_plain(text)
    text = _mark_notes(_open_list(text if draft.has_styles else _apart(text)), draft)
    answer = pandoc.read(name, text.encode(), "markdown")
    gallery = pictures.Gallery(draft, html.embedded)
    ast.draft(answer, gallery.address, draft)
    draft.html = _REST.sub("", draft.html)
    return draft


def _mark_notes(text: str, draft: Draft) -> str:
    """Return the text with a key in front of every note; calls of notes that are missing become marks.

    What nothing calls is called in a paragraph of its own at the end, or pandoc would drop it.
    """
    keys: dict[str, str] = {}
    uncalled: list[str] = []
    called = {match["name"] for match in _CALL.finditer(text)}

    def key_of(name: str, printed: str) -> str:
        draft.printed[keys.setdefault(name, f"mark-{len(keys) + 1}")] = printed
        return keys[name]

    def define(match: re.Match[str]) -> str:
        name = printed = match["name"]
        if name in keys:
            sentence = _("The note [^%(name)s] is written twice.")
            draft.report.mismatches.append(sentence % {"name": printed})
            name = f"{printed}{marks.END}{len(keys)}"
        key = key_of(name, printed)
        if name not in called:
            uncalled.append(f"[^{name}]")
        return f"{match['indent']}[^{name}]: {marks.note(key)}"

    text = _DEFINITION.sub(define, text)
    defined = set(keys)
    text = _CALL.sub(
        lambda match: (
            match[0] if match["name"] in defined else marks.call(key_of(match["name"], match["name"]))
        ),
        text,
    )
    return f"{text}\n\n{marks.REST}{''.join(uncalled)}\n" if uncalled else text


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
    if not re.search(r"\]\[\d", text):
        text = _ADDRESS.sub(r"\n\\[\1\\] ", text)
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
