"""Papers that several of the tests of the public pages show."""

from datetime import date

import pytest

from papers import publishing
from papers.document import Note
from papers.models import Translatorship
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_series,
    make_tag,
    make_translation,
)
from tests.views.pages import LANGUAGES, call

BODIES = {
    "en": '<h2 data-passage="h1">Why</h2><p data-passage="k1">Pacts hold{call}.</p>',
    "ja": '<h2 data-passage="h1">理由</h2><p data-passage="k1">協定は続く{call}。</p>',
}


@pytest.fixture
def whole(clock, settings):
    """A paper of a series with everything a paper can carry, in both languages."""
    settings.CONTACT_EMAIL = "desk@example.org"
    settings.SITE_URL = "https://papers.example.org"
    series = make_series(
        "allies",
        publisher_en="Sample Foundation",
        publisher_ja="見本財団",
        place_en="Tokyo",
        place_ja="東京",
        genre_ja="ポリシーペーパー",
        issn="1234-5678",
        partners_en="<p>With <em>Partner</em></p>",
        partners_ja="<p>協力</p>",
        disclaimer_en="<p>Views are the author’s.</p>",
        disclaimer_ja="<p>見解は著者個人のもの。</p>",
        notice_title_en="About this series",
        notice_title_ja="本シリーズについて",
        notice_en="<p>A notice.</p>",
        notice_ja="<p>お知らせ。</p>",
    )
    author = make_author("mihon")
    paper = make_paper(
        "pact",
        series=series,
        volume="7",
        authors=[author],
        tags=[make_tag("nato", name_en="NATO")],
        licence="CC-BY-4.0",
    )
    paper.authorships.update(
        affiliation_ja="見本大学", position_en="Professor", note_ja="<p>原稿は私見。</p>"
    )
    rows = [
        make_translation(
            paper,
            language,
            title={"en": "A Pact", "ja": "協定"}[language],
            subtitle={"en": "Its Limits", "ja": "その限界"}[language],
            abstract={"en": "<p>In short.</p>", "ja": "<p>要するに。</p>"}[language],
            body=BODIES[language].format(call=call("a")),
            notes={"a": Note(key="a", kind="author", language="en", html="<p>Source.</p>")},
        )
        for language in LANGUAGES
    ]
    translator = make_author(
        "yaku", family_name_en="Yaku", given_name_en="Jun", family_name_ja="訳", given_name_ja="順"
    )
    Translatorship.objects.create(translation=rows[1], author=translator, order=1)
    publishing.publish(rows)
    return paper


@pytest.fixture
def library():
    """Four papers: titles A to D by their order; C in Japanese only, A in both languages."""
    allies, ports = make_series("allies"), make_series("ports", name_en="Ports", name_ja="港")
    sea, land = make_tag("sea", name_en="Sea", name_ja="海"), make_tag("land", name_en="Land", name_ja="陸")
    ann = make_author("ann", family_name_en="Ann", family_name_ja="杏")
    bob = make_author("bob", family_name_en="Bob", family_name_ja="暮部")
    a = make_paper("a", series=allies, volume="1", tags=[sea], authors=[ann])
    make_edition(a, "en", title="A", printed_date=date(2025, 5, 1))
    make_edition(a, "ja", title="あ", printed_date=date(2025, 5, 1))
    b = make_paper("b", series=allies, volume="2", tags=[land], authors=[ann, bob])
    make_edition(b, "en", title="B", printed_date=date(2024, 5, 1))
    c = make_paper("c", series=ports, volume="1", tags=[sea, land], authors=[bob], original_language="ja")
    make_edition(c, "ja", title="し", printed_date=date(2024, 4, 1))
    make_edition(make_paper("d", authors=[ann]), "en", title="D", printed_date=date(2023, 5, 1))
