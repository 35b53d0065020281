"""BibTeX: its grammar, LaTeX in its values, names, and what is refused."""

from contextlib import nullcontext

import pytest

from references import bibtex, csl
from references.bibtex import latex, names
from tests.citations import person


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"G{\"o}del", "Gödel"),
        (r"G\"odel", "Gödel"),
        (r"{\'E}tudes", "Études"),
        (r"\'{\i}ndice \'\i na{\"\i}ve", "índice ína" + "ïve"),
        (r"{\v{S}}koda, \c{c}, \k a, {\r{u}}", "Škoda, ç, ą, ů"),
        (r"{\o}stergaard \AA se Stra{\ss}e \L{}ukasz", "østergaard Åse Straße Łukasz"),
        (r"\~{} \^{} \~n \textasciitilde{}", "~ ^ ñ ~"),
        ("``x'' -- y --- z", "“x” – y — z"),
        (r"50\% \& \$5 \#1 a\_b", "50% & $5 #1 a_b"),
        ("CO$_2$ and $x^2$", "CO2 and x2"),
        (r"\emph{The} \textbf{{NATO}} {\it way} \url{a}", "The NATO way a"),
        (r"hy\-phen G.~John A\,B", "hyphen G.\u00a0John A B"),
        (r"\unknown{kept} \Unknown", r"kept \Unknown"),
        ("{{{deep}}}", "deep"),
        ("a\n   b\tc", "a b c"),
        ("東京　大阪", "東京　大阪"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_latex_is_read_as_it_is_printed(value, text):
    assert latex.plain(value) == text


@pytest.mark.parametrize(
    "text",
    ["a & b % c $ d # e _ f", "{ } \\ ~ ^", "--- -- - `` '' ` '", "a\u00a0b", "Ünïcödé 日本", r"\LaTeX{}"],
)
def test_what_is_escaped_is_read_back(text):
    assert latex.plain(latex.escaped(text)) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Doe, Jane and Roe, Richard", [person("Doe", "Jane"), person("Roe", "Richard")]),
        ("Jane Doe", [{"given": "Jane", "family": "Doe"}]),
        (
            "Jan Willem van der Berg",
            [{"given": "Jan Willem", "non-dropping-particle": "van der", "family": "Berg"}],
        ),
        (
            "van der Berg, Jan",
            [{"non-dropping-particle": "van der", "family": "Berg", "given": "Jan"}],
        ),
        ("{van der Berg}, Jan", [person("van der Berg", "Jan")]),
        ("Nye, Jr., Joseph S.", [{"family": "Nye", "suffix": "Jr.", "given": "Joseph S."}]),
        ("{Ministry of Foreign Affairs and Trade}", [{"literal": "Ministry of Foreign Affairs and Trade"}]),
        (r"{\'E}mile Zola", [{"given": "Émile", "family": "Zola"}]),
        ("山田, 太郎 and 鈴木 花子", [person("山田", "太郎"), person("鈴木", "花子")]),
        ("Kim", [{"family": "Kim"}]),
        ("Doe, Jane and others", [person("Doe", "Jane")]),
        ("family=Berg, given={Jan, the}, prefix=van", [
            {"family": "Berg", "given": "Jan, the", "non-dropping-particle": "van"}
        ]),
        ("Anderson, Sandy", [person("Anderson", "Sandy")]),
        (" and  and , and", []),
    ],
)  # fmt: skip
def test_names_are_taken_apart_as_bibtex_does(value, expected):
    assert names.read(value) == expected


@pytest.mark.parametrize(
    "name",
    [
        person("Anderson", "Sandy and Co"),
        person("de la Cruz", "Ana"),
        {"non-dropping-particle": "van", "family": "Berg", "given": "Jan", "suffix": "III"},
        {"literal": "Smith, Jones and Sons"},
        {"literal": "外務省"},
        {"family": "Kim"},
    ],
)
def test_a_name_is_written_so_that_it_is_read_back(name):
    assert names.read(names.written([name, person("Doe", "Jane")])) == [name, person("Doe", "Jane")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("@book{a,\n title = {x", "Line 2, entry “a”: a brace is not closed."),
        ('@book{a,\n title = "x', "Line 2, entry “a”: a quotation mark is not closed."),
        ('@book{a,\n title = "x}"}', "Line 2, entry “a”: a brace is closed that was not opened."),
        ("\n@book{a, title = {x}", "Line 2, entry “a”: the entry is never closed."),
        ("@book{a, title {x}}", "Line 1, entry “a”: “title” is not followed by “=”."),
        ("@book{a,\n\ntitle = }", "Line 3, entry “a”: a field has no value."),
        ("@book{a,\n\n(x) = {y}}", "Line 3, entry “a”: the name of a field is missing."),
        ("@book{a title={x}}", "Line 1, entry “@book”: “a” is not followed by “=”."),
        ("@book{a\ntitle={x}}", "Line 1, entry “a”: the key is not followed by a comma."),
        (
            "@book{a, title={x}}\n@book{b,\n year={2000}}",
            "Line 2, entry “b”: the title is missing.",
        ),
    ],
)
def test_a_malformed_file_names_line_and_entry(text, sentence):
    with pytest.raises(csl.Refused) as refusal:
        bibtex.read(text)

    assert str(refusal.value) == sentence


def test_strings_of_strings_do_not_fill_the_memory():
    doubled = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}" for n in range(60))

    with pytest.raises(csl.Refused, match="strings repeat each other without end"):
        bibtex.read("@string{s0 = {xxxxxxxxxx}}" + doubled + "@book{a, title = s60}")


MILLION = 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "@a{b,c=" + "{" * MILLION,
        '@a{b,c="' + "{" * MILLION,
        "@book{b,title=" + "{" * MILLION + "x" + "}" * MILLION + "}",
        "@" * MILLION,
        "@book{a,title={x},author={" + " and " * 200_000 + "}}",
        "@book{a,title={x},author={" + "a " * 400_000 + "}}",
        "@book{a,title={" + "\\" * MILLION + "}}",
        "@book{a,title={" + "\\'" * 400_000 + "e}}",
        "@book{a,title={x},pages={" + "1-" * 400_000 + "}}",
        "@book{a,title={" + " " * MILLION + "x}}",
        '@book{a,title=' + '"a"#' * 200_000 + '"b"}',
        "@book{a,title={x},year=2000,month={" + "a-" * 300_000 + "}}",
    ],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_a_hostile_megabyte_is_answered(text):
    opened = text.count("{") != text.count("}")
    with pytest.raises(csl.Refused, match="Line 1") if opened or "=" not in text else nullcontext():
        assert len(bibtex.read(text)) == 1


def test_keys_are_plain_and_different():
    items = [
        {"id": "kim-2020", "type": "book", "title": "A"},
        {"id": "Kim-2020", "type": "book", "title": "B"},
        {"id": "a b{c}", "type": "book", "title": "The Sea", "author": [person("Müller", "J.")]},
        {"type": "book", "title": "海", "issued": {"date-parts": [[1999]]}},
        {"type": "book", "title": "海"},
        {"type": "book", "title": "空"},
    ]

    keys = [item["id"] for item in bibtex.read(bibtex.write(items))]
    assert keys == ["kim-2020", "Kim-2020-2", "muller-sea", "1999", "entry", "entry-2"]


def test_the_note_that_tells_of_the_original_is_written_for_readers_only():
    english = {"id": "a", "type": "report", "title": "A Pact", "original-title": "協定", "language": "en"}
    japanese = {"id": "b", "type": "report", "title": "協定", "original-title": "A Pact", "language": "ja"}

    written = bibtex.write([english, japanese])
    assert "note = {Translation of: 協定}" in written
    assert "note = {原題：A Pact}" in written
    assert bibtex.read(written) == [english, japanese]


def test_a_value_of_the_wrong_shape_is_left_out():
    item = {"type": "book", "title": "T", "author": "Kim", "issued": {"date-parts": "2020"}, "volume": ["3"]}

    assert bibtex.read(bibtex.write([item])) == [{"id": "t", "type": "book", "title": "T"}]
