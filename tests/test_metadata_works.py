"""CSL items as schema.org has them: kinds, persons, dates as far as they are known, and items of no shape at all."""

import pytest

from papers.metadata.works import CONTAINERS, KINDS, day, work
from references.csl import TYPES

ITEMS = [
    (
        {
            "type": "article-journal",
            "title": "Deterrence  after\nAnkara",
            "author": [{"family": "van der Berg", "given": "Jan"}, {"literal": "NATO"}],
            "container-title": "Survival",
            "issued": {"date-parts": [[2024, 3]]},
            "DOI": "10.1000/xyz",
            "language": "en",
        },
        {
            "@type": "ScholarlyArticle",
            "name": "Deterrence after Ankara",
            "author": [
                {
                    "@type": "Person",
                    "name": "Jan van der Berg",
                    "familyName": "van der Berg",
                    "givenName": "Jan",
                },
                {"@type": "Organization", "name": "NATO"},
            ],
            "datePublished": "2024-03",
            "inLanguage": "en",
            "isPartOf": {"@type": "Periodical", "name": "Survival"},
            "url": "https://doi.org/10.1000/xyz",
            "sameAs": "https://doi.org/10.1000/xyz",
        },
    ),
    (
        {
            "type": "article-newspaper",
            "title": "防衛装備の輸出",
            "author": [{"family": "見本", "given": "花子"}, {"family": "スミス", "given": "ジョン"}],
            "container-title": "見本新聞",
            "issued": {"date-parts": [[2025, 6, 27]]},
            "URL": "https://example.org/a",
            "publisher": "見本新聞社",
            "language": "ja",
        },
        {
            "@type": "NewsArticle",
            "name": "防衛装備の輸出",
            "author": [
                {"@type": "Person", "name": "見本 花子", "familyName": "見本", "givenName": "花子"},
                {
                    "@type": "Person",
                    "name": "ジョン・スミス",
                    "familyName": "スミス",
                    "givenName": "ジョン",
                },
            ],
            "datePublished": "2025-06-27",
            "inLanguage": "ja",
            "isPartOf": {"@type": "Newspaper", "name": "見本新聞"},
            "publisher": {"@type": "Organization", "name": "見本新聞社"},
            "url": "https://example.org/a",
        },
    ),
    (
        {
            "type": "speech",
            "title": "A Speech",
            "author": [
                {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"},
                {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
            ],
        },
        {
            "@type": "CreativeWork",
            "name": "A Speech",
            "author": [
                {
                    "@type": "Person",
                    "name": "Charles de Gaulle",
                    "familyName": "de Gaulle",
                    "givenName": "Charles",
                },
                {
                    "@type": "Person",
                    "name": "Alexander von Humboldt",
                    "familyName": "Humboldt",
                    "givenName": "Alexander von",
                },
            ],
        },
    ),
]


@pytest.mark.parametrize(("item", "expected"), ITEMS)
def test_an_item_is_a_work_with_what_it_says(item, expected):
    assert work(item) == expected


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"type": 7, "title": None, "author": "Smith", "issued": "2024", "URL": ["x"], "DOI": {}},
        {
            "type": "no-such-type",
            "author": [None, "x", {}, {"family": ""}, {"family": 3}, {"literal": ["x"]}],
        },
        {"issued": {"date-parts": [[]]}, "container-title": {"a": 1}, "publisher": 3, "language": []},
        {"URL": "javascript:alert(1)"},
    ],
)
def test_what_has_no_shape_is_passed_over(item):
    assert work(item) == {"@type": "CreativeWork"}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([2025], "2025"),
        (["2025", "6"], "2025-06"),
        ([2025, 6, 27], "2025-06-27"),
        ([987], "0987"),
        # A season, or a day that the month has not: the year is known all the same.
        ([2024, 21], "2024"),
        ([2023, 2, 29], "2023"),
        (["c. 1950"], ""),
        ([0], ""),
        ([-44], ""),
        ([99999], ""),
        ([None], ""),
        ([], ""),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(parts, expected):
    assert day({"date-parts": [parts]}) == expected


@pytest.mark.parametrize("issued", [None, "2024", {}, {"literal": "spring"}, {"date-parts": []}, 2024])
def test_what_is_no_date_is_none(issued):
    assert day(issued) == ""


def test_every_kind_is_of_a_type_that_csl_has():
    assert set(KINDS) | set(CONTAINERS) <= TYPES
