"""Files that are not what they say, or too much: one clear sentence each, and no trace."""

import io
import os
import struct
import time
import zipfile

import pytest

from papers.importing import Refused, pandoc
from tests.manuscripts import read
from tests.word import archive, call, document, note, p, r

GOOD = document(p(r("本文"), call(1)), footnotes={1: note(r("注"))})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
WORD = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MEGABYTE = 2**20


def changed(**parts: bytes) -> bytes:
    """Return the good document with some parts replaced; a double underscore stands for a slash."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good:
        content = {path: good.read(path) for path in good.namelist()}
    return archive(content | {path.replace("__", "/") + ".xml": part for path, part in parts.items()})


def encrypted() -> bytes:
    """Return a zip whose parts say that they are encrypted."""
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", data, at + offset)
            struct.pack_into("<H", data, at + offset, flags | 1)
            at = data.find(signature, at + 4)
    return bytes(data)


def many_members() -> bytes:
    return archive({"word/document.xml": b"<a/>"} | {f"x/{number}": b"" for number in range(2000)})


def entities() -> bytes:
    lots = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    head = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY e0 "ha">' + lots + b"]>"
    return (
        head
        + b"<w:document "
        + WORD
        + b"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    )


def nested(tag: bytes, depth: int) -> bytes:
    inner = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    opened = b"".join(b"<w:" + name + b">" for name in tag.split())
    closed = b"".join(b"</w:" + name + b">" for name in reversed(tag.split()))
    return (
        b"<w:document "
        + WORD
        + b"><w:body>"
        + opened * depth
        + inner
        + closed * depth
        + b"</w:body></w:document>"
    )


HOSTILE = {
    "broken zip": ("a.docx", GOOD[: len(GOOD) // 2], "“a.docx” is damaged and cannot be opened."),
    "no zip at all": ("a.docx", b"PK\x03\x04junk", "“a.docx” is damaged and cannot be opened."),
    "broken XML": (
        "a.docx",
        changed(word__document=b"<w:document"),
        "“a.docx” is damaged and cannot be read.",
    ),
    "not Word's XML": ("a.odt", archive({"content.xml": b"<x/>"}), "“a.odt” is damaged and cannot be read."),
    "password": (
        "a.docx",
        OLE,
        "“a.docx” is protected by a password or is an old .doc file: save it as .docx without one.",
    ),
    "encrypted parts": ("a.docx", encrypted(), "“a.docx” is protected by a password."),
    "encrypted odt": (
        "a.odt",
        archive({"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "“a.odt” is protected by a password.",
    ),
    "empty": ("a.docx", b"", "“a.docx” is empty."),
    "blank": ("a.txt", b" \r\n\t\n", "“a.txt” is empty."),
    "only zeros": ("a.txt", b"\0" * 100, "“a.txt” is empty."),
    "oversized": ("a.txt", b"x" * (20 * MEGABYTE + 1), "“a.txt” is larger than 20 MB."),
    "unknown suffix": (
        "a.pdf",
        b"%PDF-1.7",
        "“a.pdf” is not a manuscript that can be read; these can: .docx, .odt, .html, .md, .txt.",
    ),
    "no suffix": (
        "docx",
        GOOD,
        "“docx” is not a manuscript that can be read; these can: .docx, .odt, .html, .md, .txt.",
    ),
    "docx named txt": ("a.txt", GOOD, "“a.txt” is not text: its content is ZIP."),
    "pdf named md": ("a.md", b"%PDF-1.7 ...", "“a.md” is not text: its content is PDF."),
    "rtf named html": ("a.html", b"{\\rtf1 x}", "“a.html” is not text: its content is RTF."),
    "html named docx": ("a.docx", b"<html><p>x", "“a.docx” is not a .docx file, whatever its name says."),
    "docx named odt": ("a.odt", GOOD, "“a.odt” is not a .odt file, whatever its name says."),
    "swollen": (
        "a.docx",
        changed(word__document=b"<a>" + b" " * (20 * MEGABYTE) + b"</a>"),
        "“a.docx” unpacks to far more than a manuscript holds.",
    ),
    "many members": ("a.docx", many_members(), "“a.docx” has more than 2000 parts inside."),
    "path traversal": (
        "a.docx",
        archive({"word/document.xml": b"<a/>", "../../etc/cron.d/x": b"1"}),
        "“a.docx” has a part with an unsafe name.",
    ),
    "absolute path": (
        "a.docx",
        archive({"word/document.xml": b"<a/>", "/etc/x": b"1"}),
        "“a.docx” has a part with an unsafe name.",
    ),
    "entity bomb": (
        "a.docx",
        changed(word__document=entities()),
        "“a.docx” declares a document type, which no word processor writes.",
    ),
    "NUL bytes": ("a.md", "本文\0。".encode(), "“a.md” is not text that can be read: save it as UTF-8."),
    "no known encoding": (
        "a.txt",
        b"abc \x81\x8d\x8f\x90 \xa0\xff\xfd\xfe",
        "“a.txt” is not text that can be read: save it as UTF-8.",
    ),
    "tables in tables": (
        "a.docx",
        changed(word__document=nested(b"tbl tr tc", 70)),
        "“a.docx” is nested too deeply to be read.",
    ),
    "quotations in quotations": ("a.md", b">" * 2000 + b" x\n", "“a.md” is nested too deeply to be read."),
    "broken front matter": (
        "a.md",
        b"---\ntitle: [x\n---\n\nbody\n",
        "“a.md” is damaged and cannot be read.",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_and_leaves_no_trace(case, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    name, data, sentence = HOSTILE[case]

    with pytest.raises(Refused) as refusal:
        read(name, data)

    assert str(refusal.value) == sentence
    assert os.listdir(tmp_path) == []


def test_many_parts_that_are_small_alone_are_too_much_together():
    noise = os.urandom(1000) * 9000
    data = archive(
        {"word/document.xml": b"<a/>"} | {f"word/media/{n}.bin": noise + bytes([n]) for n in range(7)}
    )

    with pytest.raises(Refused, match=r"would unpack to more than 60 MB|unpacks to far more"):
        read("a.docx", data)


def test_a_size_that_lies_in_the_directory_is_found_out():
    data = bytearray(changed(word__document=b"<a>" + b"x" * 5000 + b"</a>"))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data[at + 46 : at + 63] == b"word/document.xml":
            struct.pack_into("<I", data, at + 24, 10)
        at = data.find(b"PK\x01\x02", at + 4)

    with pytest.raises(Refused):
        read("a.docx", bytes(data))


def test_a_path_in_the_name_of_a_file_is_not_repeated():
    with pytest.raises(Refused, match=r"^“paper\.docx” is empty\.$"):
        read("../../secret\\paper.docx", b"")


def test_pandoc_is_stopped_when_it_is_late(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(pandoc, "TIMEOUT", 0.3)

    with pytest.raises(Refused, match="took longer than"):
        read("a.md", "*" * 3000 + " x " + "[" * 3000)

    assert os.listdir(tmp_path) == []


def test_pandoc_may_not_write_more_than_a_manuscript_holds(monkeypatch):
    monkeypatch.setattr(pandoc, "OUTPUT_LIMIT", 1000)

    with pytest.raises(Refused, match="unpacks to far more than a manuscript holds"):
        read("a.md", "本文である。" * 1000)


def test_pandoc_reads_no_file_of_the_machine(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    found = read("a.md", f"本文。\n\n![x]({secret})\n\n```{{include={secret}}}\n```\n")

    assert "secret" not in found.body


def test_enormous_but_honest_files_are_read():
    calls = [p(r("本文である。" * 10), call(number)) for number in range(1, 301)]
    notes = {number: note(r(f"注{number}")) for number in range(1, 301)}
    docx = read("a.docx", document(*calls, footnotes=notes))
    text = "\n".join("本文である。" * 10 + f"[{number}]" for number in range(1, 301))
    plain = read("a.txt", text + "\n脚注\n" + "\n".join(f"{number}. 注{number}" for number in range(1, 301)))

    assert (docx.proof.calls, docx.proof.notes, docx.proof.paragraphs) == (300, 300, 300)
    assert (docx.body, docx.notes) == (plain.body, plain.notes)


def test_a_page_nested_ten_thousand_deep_keeps_its_text():
    for tag in ("div", "blockquote", "b", "span"):
        found = read("a.html", f"<{tag}>" * 10_000 + "深い文。" + f"</{tag}>" * 10_000 + "<p>後の文。</p>")
        assert "深い文。" in found.body
        assert "<p>後の文。</p>" in found.body


def test_letters_that_no_text_may_hold_are_dropped():
    found = read("a.txt", "本\x01文\u202eである\ufdd0n1\ufdd4。\n")
    page = read("a.html", b"<p>&#xD800;&#1;x&#xFFFF;</p>")

    assert found.body == "<p>本文であるn1。</p>"
    assert "x" in page.body


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", "ab\n" * 20_001, "more than 20000 paragraphs"),
        ("a.md", "ab\n\n" * 20_001, "more than 20000 paragraphs"),
        ("a.html", "<p>ab</p>" * 20_001, "more than 20000 paragraphs"),
        ("a.txt", "abcdefghij" * 500_001, "more than 5000000 letters"),
        ("a.html", f"<p>{'abcdefghij' * 500_001}</p>", "more than 5000000 letters"),
    ],
)
def test_more_text_than_any_manuscript_has_is_refused(name, content, sentence):
    with pytest.raises(Refused, match=sentence):
        read(name, content, "en")


def test_a_document_encrypted_as_a_whole_is_called_so():
    data = archive({"mimetype": b"x", "encrypted-package": b"\0" * 500, "META-INF/manifest.xml": b"<m/>"})

    with pytest.raises(Refused, match="protected by a password"):
        read("a.odt", data)


def test_the_time_a_nested_page_takes_grows_with_its_length():
    def took(depth: int) -> float:
        start = time.perf_counter()
        read("a.html", "<div><b>" * depth + "deep", "en")
        return time.perf_counter() - start

    took(100)
    assert took(16_000) < 40 * max(took(2_000), 0.005)
