"""Papers that several of the tests of the public pages show."""

from datetime import date, timedelta

import pytest

from papers import publishing
from papers.document import Note
from papers.models import Stamp, Translatorship, VersionCitation
from tests.factories import (
    cite,
    make_author,
    make_edition,
    make_paper,
    make_reference,
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


DOSHI = {
    "title": "The Long Game",
    "author": [{"family": "Doshi", "given": "Rush"}],
    "issued": {"date-parts": [[2021]]},
    "publisher": "Oxford University Press",
}
GAIKO = {
    "type": "report",
    "title": "外交青書",
    "author": [{"literal": "外務省"}],
    "issued": {"date-parts": [[2023, 4]]},
    "publisher": "外務省",
    "language": "ja",
}
NATO = {
    "type": "webpage",
    "title": "An Industrial Pledge",
    "container_title": "NATO",
    "issued": {"date-parts": [[2024, 7, 10]]},
    "URL": "https://www.nato.int/pledge?a=1&b=2",
}


@pytest.fixture
def shelf(clock, settings):
    """What two public papers cite: Doshi three times in both, the 外交青書 once in both languages of one, NATO once.

    A fourth work is cited by drafts, by an edition that is to come and by one that was withdrawn.
    """
    settings.SITE_URL = "https://papers.example.org"
    works = {
        "doshi": make_reference("doshi-2021", **DOSHI),
        "gaiko": make_reference("2023-a1b2", **GAIKO),
        "nato": make_reference("nato-2024", **NATO),
        "hidden": make_reference("hidden-work", title="Hidden work"),
    }
    body = '<p data-passage="a1">Pacts hold{}. Ports wait{}.</p><p data-passage="b1">So it is{}.</p>'
    text = {
        "body": body.format(call("n1"), call("n2"), call("n3")),
        "notes": {f"n{number}": f"<p>Note {number}.</p>" for number in (1, 2, 3)},
    }
    allies = make_series("allies")
    pact = make_paper("pact", series=allies, volume="1")
    port = make_paper("port", series=allies, volume="2")
    rows = [
        make_translation(pact, language, title={"en": "A Pact", "ja": "協定"}[language], **text)
        for language in LANGUAGES
    ]
    english, japanese = publishing.publish(rows)
    harbour = make_edition(port, title="A Port", printed_date=date(2024, 1, 1), **text)
    gone = make_edition(make_paper("gone", series=allies, volume="3"), title="Gone", **text)
    later = make_edition(make_paper("later"), at=clock(days=0) + timedelta(days=1), title="Later", **text)
    VersionCitation.objects.all().delete()
    for version, says in ((english, "Pacts hold."), (japanese, "協定は続く。")):
        printed = "<p>Rush Doshi, <em>The Long Game</em> (2021), 47–67.</p>"
        cite(version, "n1", works["doshi"], locator="47–67", sentence=says, printed=printed, language="en")
        cite(
            version,
            "n2",
            works["doshi"],
            locator="12",
            is_short=True,
            printed="<p>Doshi, 12.</p>",
            language="en",
        )
        cite(version, "n3", works["gaiko"], locator="3", label="chapter", passage="p-b1", language="ja")
    cite(
        harbour,
        "n1",
        works["doshi"],
        locator="300",
        sentence="Ports wait.",
        printed="<p>Doshi 2021, 300.</p>",
    )
    cite(harbour, "n2", works["nato"], printed="“An Industrial Pledge,” NATO, July 10, 2024.")
    for version in (gone, later):
        cite(version, "n1", works["hidden"], sentence="Hidden sentence.")
    publishing.withdraw(gone.paper, ["en"], {"en": "Why."})
    Stamp.touch()
    return works
