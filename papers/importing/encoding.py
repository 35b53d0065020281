"""The text of a file in whatever encoding it was saved."""

import codecs
import re

from django.utils.translation import gettext as _

from papers.importing.draft import Report
from papers.importing.manuscript import Refused

_MARKED = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# An encoding, the name that people know, and the letters that only the right reading has in number.
_GUESSES = (
    ("cp932", "Shift_JIS", re.compile(r"[ぁ-ん]")),
    ("euc_jp", "EUC-JP", re.compile(r"[ぁ-ん]")),
    ("cp949", "EUC-KR", re.compile(r"[가-힣]")),
)
_WESTERN = ("cp1252", "Windows-1252")
# Seven bits wide, it would pass for UTF-8.
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")


def decode(name: str, data: bytes, report: Report, declared: str = "") -> str:
    """Return the text of a file with its lines ended by \\n; raise Refused when it is not text.

    A byte order mark wins over what the file declares, which wins over a guess; a guess is reported.
    """
    text = _marked(data)
    if text is None and _ISO_2022_JP.search(data):
        text = _strictly(data, "iso2022_jp")
    if text is None:
        text = _declared(data, declared) or _guessed(data, report)
    if text is None or "\0" in text:
        raise Refused(_("“%(name)s” is not text that can be read: save it as UTF-8.") % {"name": name})
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(data: bytes) -> str | None:
    for mark, encoding in _MARKED.items():
        if data.startswith(mark):
            return _strictly(data, encoding)
    return None


def _declared(data: bytes, declared: str) -> str | None:
    try:
        encoding = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return None
    # Pages that say Shift_JIS are written in Microsoft's superset of it.
    return _strictly(data, {"shift_jis": "cp932", "iso8859-1": "cp1252"}.get(encoding, encoding or "utf-8"))


def _guessed(data: bytes, report: Report) -> str | None:
    best: tuple[int, str | None, str] = (0, _strictly(data, _WESTERN[0]), _WESTERN[1])
    for code, label, letters in _GUESSES:
        read = _strictly(data, code)
        if read is not None:
            best = max(best, (len(letters.findall(read)), read, label), key=lambda guess: guess[0])
    _count, text, label = best
    if text is not None:
        report.doubt(_("The text is not UTF-8; it was read as %(encoding)s.") % {"encoding": label})
    return text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
