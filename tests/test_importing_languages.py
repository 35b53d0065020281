"""Which language a file is in, as its name proposes it."""

import pytest

from papers.importing import in_name


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("paper.ja.docx", "ja"),
        ("paper_en.md", "en"),
        ("paper-EN.md", "en"),
        ("en.md", "en"),
        ("Paper (English).docx", "en"),
        ("Paper Japanese final.docx", "ja"),
        ("論考（英語）.docx", "en"),
        ("論考日本語版.docx", "ja"),
        ("論考＿ＪＡ.docx", "ja"),
        ("english-history.ja.docx", "ja"),
        ("Jakarta.docx", ""),
        ("enough.docx", ""),
        ("paper.docx", ""),
        ("ja", "ja"),
        ("", ""),
        ("paper.fr.docx", ""),
    ],
)
def test_a_name_says_a_language(name, language):
    assert in_name(name, ["en", "ja"]) == language


def test_the_script_of_a_language_is_told_apart():
    codes = ["zh-hans", "zh-hant", "pt-br"]

    assert [in_name(f"paper.{code}.md", codes) for code in ("zh-Hant", "zh_hans", "pt_BR")] == [
        "zh-hant",
        "zh-hans",
        "pt-br",
    ]
