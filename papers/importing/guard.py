"""Is this file what its name says, and small enough to be opened: asked before anything reads it."""

import io
import re
import stat
import zipfile
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from papers.importing.manuscript import Refused

FILE_LIMIT = 20 * 2**20
TEXT_LIMIT = 5_000_000
BLOCKS_LIMIT = 20_000
MEMBER_LIMIT = 2_000
SUM_LIMIT = 60 * 2**20
XML_LIMIT = 24 * 2**20
RATIO_LIMIT = 200
# A tiny file of equal bytes compresses beyond any ratio and harms nobody.
RATIO_FLOOR = 64 * 2**10

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = {
    ".docx": "docx",
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
# Word on the web calls its main part document2.xml.
HEART = {"docx": re.compile(r"word/document\d*\.xml"), "odt": re.compile(r"content\.xml")}
OTHER_CONTENT = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
}


def kind(name: str, data: bytes) -> str:
    """Return docx, odt, html, markdown or text; raise Refused for everything else."""
    if len(data) > FILE_LIMIT:
        raise Refused(
            _("“%(name)s” is larger than %(limit)d MB.") % {"name": name, "limit": FILE_LIMIT >> 20}
        )
    if not data.strip(b"\0 \t\r\n"):
        raise Refused(_("“%(name)s” is empty.") % {"name": name})
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join((".docx", ".odt", ".html", ".md", ".txt"))
        raise Refused(
            _("“%(name)s” is not a manuscript that can be read; these can: %(known)s.")
            % {"name": name, "known": known}
        )
    found = SUFFIXES[suffix]
    if found in HEART:
        _look_at_zip(name, data, found)
    else:
        _look_at_text(name, data)
    return found


def bound(name: str, text: str, blocks: int) -> None:
    """Refuse a text of more letters or blocks than any manuscript has: what follows would take minutes."""
    if len(text) > TEXT_LIMIT:
        sentence = _("“%(name)s” holds more than %(limit)d letters.")
        raise Refused(sentence % {"name": name, "limit": TEXT_LIMIT})
    if blocks > BLOCKS_LIMIT:
        raise Refused(
            _("“%(name)s” has more than %(limit)d paragraphs.") % {"name": name, "limit": BLOCKS_LIMIT}
        )


def lines(text: str) -> int:
    """Return how many lines of a text say something."""
    return sum(not line.isspace() for line in text.splitlines() if line)


def _look_at_text(name: str, data: bytes) -> None:
    for head, other in {b"PK\x03\x04": "ZIP", OLE: "Word 97", **OTHER_CONTENT}.items():
        if data.startswith(head):
            raise Refused(
                _("“%(name)s” is not text: its content is %(other)s.") % {"name": name, "other": other}
            )


def _look_at_zip(name: str, data: bytes, found: str) -> None:
    if data.startswith(OLE):
        raise Refused(
            _("“%(name)s” is protected by a password or is an old .doc file: save it as .docx without one.")
            % {"name": name}
        )
    if not data.startswith(b"PK"):
        raise Refused(
            _("“%(name)s” is not a %(suffix)s file, whatever its name says.")
            % {"name": name, "suffix": "." + found}
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    # An archive can break in more ways than BadZipFile knows.
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as broken:
        raise Refused(_("“%(name)s” is damaged and cannot be opened.") % {"name": name}) from broken
    _look_at_members(name, members, found)


def _look_at_members(name: str, members: list[zipfile.ZipInfo], found: str) -> None:
    if len(members) > MEMBER_LIMIT:
        raise Refused(
            _("“%(name)s” has more than %(limit)d parts inside.") % {"name": name, "limit": MEMBER_LIMIT}
        )
    for member in members:
        _look_at_member(name, member)
    if sum(member.file_size for member in members) > SUM_LIMIT:
        raise Refused(
            _("“%(name)s” would unpack to more than %(limit)d MB.") % {"name": name, "limit": SUM_LIMIT >> 20}
        )
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise Refused(_("“%(name)s” is damaged: it has a part twice.") % {"name": name})
    if "encrypted-package" in names:
        raise Refused(_("“%(name)s” is protected by a password.") % {"name": name})
    if not any(map(HEART[found].fullmatch, names)):
        raise Refused(
            _("“%(name)s” is not a %(suffix)s file, whatever its name says.")
            % {"name": name, "suffix": "." + found}
        )


def _look_at_member(name: str, member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 1:
        raise Refused(_("“%(name)s” is protected by a password.") % {"name": name})
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in member.filename or "\0" in member.filename:
        raise Refused(_("“%(name)s” has a part with an unsafe name.") % {"name": name})
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused(_("“%(name)s” has a part with an unsafe name.") % {"name": name})
    swollen = member.file_size > RATIO_FLOOR and member.file_size > RATIO_LIMIT * max(member.compress_size, 1)
    text = path.suffix.lower() in (".xml", ".rels")
    if swollen or (text and member.file_size > XML_LIMIT):
        raise Refused(_("“%(name)s” unpacks to far more than a manuscript holds.") % {"name": name})


def unpack(name: str, data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive that `kind` let pass; raise Refused when one cannot be read."""
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                # The size in the directory may lie: read no more than it promises.
                with archive.open(member) as stream:
                    parts[member.filename] = stream.read(member.file_size + 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError) as broken:
        raise Refused(_("“%(name)s” is damaged and cannot be opened.") % {"name": name}) from broken
    return parts


def pack(parts: dict[str, bytes]) -> bytes:
    """Return an archive of the parts, uncompressed: it only travels to the next program."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()
