"""Why a file of citations cannot be read: a sentence that names the line and the entry, in the language of the reader."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

LONGEST_NAME = 60  # characters of an entry's name that a sentence repeats


class Refused(ValueError):  # noqa: N818 - a refusal of a file, not a fault of the program
    """A file that is not what it says it is; nothing of it is taken."""

    def __init__(self, reason: str, line: int = 0, entry: str = "") -> None:
        super().__init__(reason, line, entry)
        self.reason, self.line, self.entry = reason, line, " ".join(entry.split())

    def __str__(self) -> str:
        words = {"line": self.line, "entry": self.entry[:LONGEST_NAME], "reason": self.reason}
        if self.line and self.entry:
            return _("Line %(line)d, entry “%(entry)s”: %(reason)s") % words
        return _("Line %(line)d: %(reason)s") % words if self.line else capfirst(self.reason)


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, with or without its mark; refuse any other by the line where it shows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(_("the file is UTF-16. Save it as UTF-8 and try again."), 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = _("the byte %(byte)s is not UTF-8; the file may be Latin-1 or Shift_JIS. Save it as UTF-8.")
        raise Refused(reason % {"byte": f"0x{data[error.start]:02X}"}, line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
