"""Works as forms: nothing of an item is lost, dates and names are read as people type them, hostile input is refused."""

from pathlib import Path

import pytest
from django.utils import translation
from lxml import html

from references import notes
from references.forms import ItemForm, ReferenceForm, shown_first
from references.forms.item import shown
from references.models import Reference
from tests import queueing
from tests.notes_rates import pairs

SAMPLES = sorted((Path(__file__).parent / "samples" / "notes").glob("*.toml"))
BOOK = {
    "type": "book",
    "title": "Harbours",
    "author": [{"family": "Kim", "given": "Ana", "suffix": "Jr."}, {"literal": "Port Office"}],
    "issued": {"date-parts": [[2020]]},
    "publisher": "Sea Press",
}


def sent(form):
    """Return what a browser would send of the form when nobody types anything."""
    return queueing.sent(html.fromstring(f"<form>{form.as_div()}</form>"))


def typed(item, **changes):
    """Return the bound form of an item with some fields typed anew, hyphens of their names written as two underscores."""
    data = sent(ItemForm(item=item))
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return ItemForm(data, item=item)


def changed(item, **changes):
    form = typed(item, **changes)
    assert form.is_valid(), form.errors
    return form.item()


def errors(item, **changes):
    form = typed(item, **changes)
    assert not form.is_valid()
    return {name: list(told) for name, told in form.errors.items()}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_item_that_was_read_goes_through_the_form_unchanged(path):
    read = [item.item for pair in pairs(path) for item in notes.read(pair["text"], pair["language"]).items]
    items = [item for item in read if "type" in item and "title" in item]
    forms = [typed(item) for item in items]

    assert len(items) > 10
    assert [form.errors for form in forms if not form.is_valid()] == []
    assert [form.item() for form in forms] == items
    assert [form.changed_data for form in forms if form.has_changed()] == []


@pytest.mark.parametrize(
    "odd",
    [
        {"issued": {"literal": "in the year of the great flood"}},
        {"issued": {"raw": "c. 1900"}, "accessed": {"date-parts": [["2020", "3", 4]], "circa": True}},
        {"issued": {"date-parts": [[2020, 5], [2020, 6]], "season": 2}},
        {"issued": {"date-parts": [[-50]]}},
        {"issued": "2020"},
        {"issued": None, "author": None, "volume": None},
        {"volume": 3, "number": 4.5, "page": ["1", "2"]},
        {"author": [{"family": "Beek", "non-dropping-particle": "van der", "static-ordering": True}]},
        {"author": [{"family": "  Two  Spaces "}, {}, "no name", {"literal": ""}], "editor": {"family": "x"}},
        {"title": "A title \n over  lines ", "container-title": " x "},
        {"abstract": "First line.\n\nSecond.\n", "note": "x" * 30_000},
        {
            "custom": {"shelf": [1, {"a": None}]},
            "categories": ["x"],
            "id": "k",
            "PMID": "1",
            "keyword": "sea",
        },
        {"URL": "ftp://old.example/", "DOI": "not a DOI"},
        {"title": "<script>alert(1)</script> & “quotes”"},
    ],
)
def test_odd_shapes_stay_as_they_are(odd):
    item = {**BOOK, **odd}
    form = typed(item)

    assert form.is_valid(), form.errors
    assert form.item() == item
    assert form.changed_data == []


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("2024-05", {"date-parts": [[2024, 5]]}),
        ("2024-5-3", {"date-parts": [[2024, 5, 3]]}),
        ("2024-02-29", {"date-parts": [[2024, 2, 29]]}),
        ("2024-05/2024-06", {"date-parts": [[2024, 5], [2024, 6]]}),
        ("2019/2020 winter", {"date-parts": [[2019], [2020]], "season": "Winter"}),
        (" 2024  春 ", {"date-parts": [[2024]], "season": "春"}),
        ("-300", {"date-parts": [[-300]]}),
    ],
)
def test_dates_are_read_as_they_are_typed(written, date):
    assert changed(BOOK, issued=written)["issued"] == date


@pytest.mark.parametrize(
    "written",
    [
        "2024-13",
        "2023-02-29",
        "2024-00",
        "0",
        "May 2024",
        "2024/2025/2026",
        "2024-05/",
        "2024 Monsoon",
        "20245",
        "/",
    ],
)
def test_what_is_no_date_is_refused_and_the_sentence_shows_how_one_is_typed(written):
    told = f"“{written}” is no date: write 2024, 2024-05, 2024-05-31, 2024-05/2024-06 or 2024 Spring."

    assert errors(BOOK, issued=written) == {"issued": [told]}


def test_a_range_runs_forwards():
    assert errors(BOOK, issued="2024-06/2024-05") == {
        "issued": ["The range “2024-06/2024-05” ends before it begins."]
    }


def test_an_emptied_field_is_taken_out():
    assert changed(BOOK, issued="", publisher=" ") == {
        name: value for name, value in BOOK.items() if name not in ("issued", "publisher")
    }


def test_a_corrected_name_keeps_what_else_it_says():
    item = changed(BOOK, author__0__given="Anna", author__2__family="Lee")

    assert item["author"] == [
        {"family": "Kim", "given": "Anna", "suffix": "Jr."},
        {"literal": "Port Office"},
        {"family": "Lee"},
    ]


def test_an_emptied_row_is_taken_out_and_a_list_without_rows_with_it():
    emptied = {f"author__{row}__{part}": "" for row in (0, 1) for part in ("family", "given", "literal")}

    assert changed(BOOK, author__1__literal="")["author"] == BOOK["author"][:1]
    assert "author" not in changed(BOOK, **emptied)


def test_a_row_is_a_person_or_a_body():
    assert errors(BOOK, author__0__literal="Harbour Board") == {
        "author": ["“Harbour Board” is a person’s name or a body’s: fill one of the two."]
    }


def test_rows_without_end_are_refused():
    rows = {f"author__{row}__family": "Kim" for row in range(600)}

    assert errors(BOOK, **rows) == {"author": ["More than 500 names are too many."]}
    assert list(errors(BOOK, author__0__family="K" * 400)) == ["author"]


@pytest.mark.parametrize(
    ("name", "written", "stored"),
    [
        ("DOI", "https://doi.org/10.1234/abc.5", "10.1234/abc.5"),
        ("DOI", "doi: 10.1234/abc", "10.1234/abc"),
        ("URL", "https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
        ("title", " Ports\nand  <b>Seas</b> ", "Ports and <b>Seas</b>"),
        ("abstract", "One.\r\n\r\nTwo.", "One.\r\n\r\nTwo."),
    ],
)
def test_a_text_is_stored_as_typed_but_for_its_edges(name, written, stored):
    assert changed(BOOK, **{name: written})[name] == stored


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DOI", "abc"),
        ("DOI", "10.1234"),
        ("URL", "javascript:alert(1)"),
        ("URL", "example.org"),
        ("URL", "https://exa mple.org"),
        ("title", ""),
        ("title", "T" * 1_001),
        ("type", "poem"),
        ("type", ""),
        ("publisher", "a\x00b"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(name, written):
    assert list(errors(BOOK, **{name: written})) == [name]


def test_a_form_shows_what_its_type_has_use_for_and_what_the_item_has():
    article = shown_first("article-journal")

    assert article == [
        "title",
        "author",
        "issued",
        "container-title",
        "volume",
        "issue",
        "page",
        "original-title",
        "DOI",
        "URL",
        "language",
    ]
    assert "translator" in shown_first("article-journal", ["translator"])
    assert "interviewer" in shown_first("interview")
    assert {"publisher", "publisher-place", "number", "genre"} <= set(shown_first("report"))


def test_fields_that_a_machine_is_not_sure_of_are_marked():
    form = ItemForm(item=BOOK, confidence={"title": 0.95, "publisher": 0.6, "author": 0.3, "odd": 0.1})

    assert {name for name, field in form.fields.items() if getattr(field, "is_unsure", False)} == {
        "author",
        "publisher",
    }
    assert "read from a note; not sure" in str(form["publisher"].help_text)


def test_what_the_item_has_besides_is_listed():
    form = ItemForm(item={**BOOK, "PMID": "7", "custom": {"a": 1}})

    assert form.kept() == [("PMID", "7"), ("custom", '{"a": 1}')]


def test_a_value_is_told_as_people_read_it():
    with translation.override("en"):
        told = {name: shown(name, value) for name, value in BOOK.items()}
        wide = shown("author", [{"family": "見本", "given": "花子"}, {"family": "Kim"}])

    assert told == {
        "type": "book",
        "title": "Harbours",
        "author": "Kim, Ana; Port Office",
        "issued": "2020",
        "publisher": "Sea Press",
    }
    assert wide == "見本 花子; Kim"


RAW = {
    '{"type": "book"': "This is no JSON: line 1, sign 16.",
    "[" * 100_000: "This is no JSON that an item can be.",
    '{"type": "book", "title": NaN}': "This is no JSON that an item can be.",
    "[1]": "A reference is a CSL-JSON object.",
    '{"type": "poem"}': "Missing or wrong in the CSL item: type, title.",
    '{"type": "book", "title": "x", "URL": "javascript:1"}': "“javascript:1” is no address: one begins with https:// "
    "or http://.",
    " " + "x" * 200_001: "The JSON has more than 200000 signs.",
}


def reference(**changes):
    """Return the bound form of a stored book with some fields typed anew."""
    row = Reference(key="kim-2020-harbours", item=BOOK)
    data = sent(ReferenceForm(instance=row)) | changes
    return ReferenceForm(data, instance=row)


@pytest.mark.django_db
@pytest.mark.parametrize("raw", RAW, ids=lambda raw: raw[:30])
def test_json_that_is_no_item_is_refused_with_the_reason(raw):
    assert list(reference(raw=raw).errors.items()) == [("raw", [RAW[raw]])]


@pytest.mark.django_db
def test_json_replaces_the_item_and_must_not_be_changed_together_with_a_field():
    alone = reference(raw='{"type": "report", "title": "Ports"}')
    both = reference(raw='{"type": "report", "title": "Ports"}', publisher="Other")

    assert alone.is_valid()
    assert alone.item() == {"type": "report", "title": "Ports"}
    assert list(both.errors) == ["raw"]
    assert "publisher or institution" in str(both.errors["raw"])


@pytest.mark.django_db
def test_whoever_saves_a_reference_confirms_it():
    row = Reference.objects.create(key="k", item=BOOK, confidence={"title": 0.6})
    form = ReferenceForm({**sent(ReferenceForm(instance=row)), "title": "Ports"}, instance=row)
    assert form.is_valid(), form.errors
    form.save()
    row.refresh_from_db()

    assert (row.item, row.confidence, row.is_confirmed, row.title) == (
        {**BOOK, "title": "Ports"},
        {},
        True,
        "Ports",
    )


@pytest.mark.django_db
def test_a_key_is_made_when_none_is_typed():
    form = ReferenceForm({**sent(ReferenceForm()), "type": "book", "title": "Ports", "key": ""})
    assert form.is_valid(), form.errors

    assert form.save().key
