"""The command that reads printed notes."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def run(*arguments: str) -> list[dict[str, object]]:
    out = io.StringIO()
    call_command("read_notes", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_note_is_one_line_of_csl_json(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text(
        "\ufeffSee Doshi, Long Game, chap. 3.\r\n\n"
        "坂元一哉ほか『日米同盟の絆』有斐閣、2000年、264頁。\n"
        "The usual disclaimer applies. [[CHECK]]\n",
        encoding="utf-8",
    )

    assert run(str(file)) == [
        {
            "items": [
                {
                    "author": [{"family": "Doshi"}],
                    "title": "Long Game",
                    "locator": "3",
                    "custom": {"label": "chapter"},
                }
            ],
            "short": True,
            "comment": "See",
            "unread": "",
        },
        {
            "items": [
                {
                    "author": [{"family": "坂元", "given": "一哉"}],
                    "title": "日米同盟の絆",
                    "issued": {"date-parts": [[2000]]},
                    "type": "book",
                    "publisher": "有斐閣",
                    "locator": "264",
                    "custom": {"et-al": True},
                }
            ],
            "short": False,
            "comment": "",
            "unread": "",
        },
        {"items": [], "short": False, "comment": "The usual disclaimer applies.", "unread": "[[CHECK]]"},
    ]


def test_japanese_is_printed_as_it_is(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("同上、12頁。", encoding="utf-8")
    out = io.StringIO()
    call_command("read_notes", str(file), stdout=out)

    assert out.getvalue() == (
        '{"items": [{"locator": "12", "custom": {"ibid": true}}], "short": true, "comment": "", "unread": ""}\n'
    )


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Ibid.\n同書。\n".encode())))

    assert [line["short"] for line in run("-", "--language", "ja")] == [True, True]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"gone\.txt cannot be read: No such file"):
        run(str(tmp_path / "gone.txt"))


def test_a_file_that_is_no_text_is_named_with_the_place(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_bytes("注".encode() + b"\xff")

    with pytest.raises(CommandError, match=r"notes\.txt is not UTF-8 text: byte 3\."):
        run(str(file))
