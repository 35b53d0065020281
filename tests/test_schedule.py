"""What appears or goes at an instant does so at that second, on every page that shows it, for readers who have a copy."""

import re
from datetime import date, timedelta

import pytest

from papers import publishing
from papers.models import SitePage
from tests.factories import make_author, make_paper, make_series, make_tag, make_translation, save

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ja")
TITLE = {"en": "Tides and Timetables", "ja": "潮と時刻表"}
BETTER = {"en": "Tides, Timetables and Tolls", "ja": "潮と時刻表と通行料"}
# Of the scheduled paper itself; {here} and {there} are the two languages.
OWN = ["/{here}/papers/middle/", "/{here}/papers/middle/parallel/{there}/"]
# Every page that names the paper by its title.
NAMING = [
    *("/{here}/", "/{here}/papers/", "/{here}/feed.atom"),
    *(
        "/{here}/papers/?series=run",
        "/{here}/papers/?tag=sea",
        "/{here}/papers/?author=ann",
        "/{here}/papers/?year=2024",
    ),
    *("/{here}/papers/?lang={here}", "/{here}/papers/?lang={there}", "/{here}/papers/?q=word-of-{here}"),
    *("/{here}/series/run/", "/{here}/authors/ann/", "/{here}/tags/sea/"),
    *("/{here}/series/run/feed.atom", "/{here}/authors/ann/feed.atom", "/{here}/tags/sea/feed.atom"),
    *("/{here}/papers/before/", "/{here}/papers/after/"),
]
LISTING = [path for path in NAMING if not path.endswith((".atom", "/before/", "/after/"))]
# Every page that counts it.
COUNTING = ["/{here}/series/", "/{here}/authors/", "/{here}/tags/"]
# Pages of the site that have nothing to do with it.
APART = [
    *("/{here}/papers/apart/", "/{here}/series/other/", "/{here}/authors/bob/", "/{here}/tags/land/"),
    *("/{here}/series/other/feed.atom", "/{here}/authors/bob/feed.atom", "/{here}/tags/land/feed.atom"),
    *("/{here}/pages/about/", "/{here}/papers/apart/parallel/{there}/", "/{here}/papers/?series=other"),
]
EVERYWHERE = ["/series.css", "/robots.txt"]


def both(addresses):
    pairs = (("en", "ja"), ("ja", "en"))
    return [path.format(here=here, there=there) for path in addresses for here, there in pairs]


def text(language, title):
    body = f'<p data-passage="a1">{title}, word-of-{language}.</p>'
    return {"title": title, "body": body, "printed_date": date(2024, 5, 1)}


def edition(paper, language, title):
    return make_translation(paper, language, **text(language, title))


@pytest.fixture
def middle(clock):
    """A site with papers before, after and apart; and the paper between them in both languages, not yet published."""
    run, other = make_series("run", colour="#8c1a2b"), make_series("other", colour="#27496d")
    ann, bob = make_author("ann"), make_author("bob")
    sea, land = make_tag("sea"), make_tag("land")
    for slug, volume, series, author, tag in (
        ("before", "1", run, ann, sea),
        ("after", "3", run, ann, sea),
        ("apart", "1", other, bob, land),
    ):
        paper = make_paper(slug, series=series, volume=volume, authors=[author], tags=[tag])
        publishing.publish([edition(paper, language, f"{slug} in {language}") for language in LANGUAGES])
    SitePage.objects.create(slug="about", title_en="About", body_en="<p>About.</p>")
    paper = make_paper("middle", series=run, volume="2", authors=[ann], tags=[sea])
    rows = [edition(paper, language, TITLE[language]) for language in LANGUAGES]
    clock(days=1)
    return rows


def read(client, paths, copies=None):
    """Return the answer for each page, asked as by a reader who has these copies already."""
    known = {
        path: answer.headers["ETag"] for path, answer in (copies or {}).items() if "ETag" in answer.headers
    }
    return {path: client.get(path, HTTP_IF_NONE_MATCH=known.get(path, "")) for path in paths}


def statuses(answers):
    return {path: answer.status_code for path, answer in answers.items()}


def those_that_say(answers, word):
    return {path for path, answer in answers.items() if word in answer.content.decode()}


def language_of(path):
    return path[1:3] if path.startswith(("/en/", "/ja/")) else ""


def titles_in(answers, titles):
    """Return the pages that name the title of their own language."""
    return {
        path
        for path, answer in answers.items()
        if language_of(path) and titles.get(language_of(path), "\0") in answer.content.decode()
    }


EVERY_PAGE = [*both(OWN), *both(NAMING), *both(COUNTING), *both(APART), "/sitemap.xml", *EVERYWHERE]


def test_a_scheduled_paper_appears_at_its_second_on_every_page_that_shows_it(client, middle, clock):
    publishing.publish(middle, at=clock() + timedelta(hours=1))
    copies = read(client, EVERY_PAGE)

    clock(hours=1, seconds=-1)
    before = read(client, EVERY_PAGE, copies)
    assert statuses(before) == dict.fromkeys(EVERY_PAGE, 304) | dict.fromkeys(both(OWN), 404)
    assert titles_in(copies, TITLE) == set()
    assert those_that_say(copies, "middle") == set()

    clock(seconds=1)
    after = read(client, EVERY_PAGE, copies)
    unchanged = [*both(APART), *EVERYWHERE]
    assert statuses(after) == dict.fromkeys(EVERY_PAGE, 200) | dict.fromkeys(unchanged, 304)
    assert titles_in(after, TITLE) == {*both(OWN), *both(NAMING)}
    assert "/ja/papers/middle/" in after["/sitemap.xml"].content.decode()

    assert statuses(read(client, EVERY_PAGE, {**copies, **after})) == dict.fromkeys(EVERY_PAGE, 304)


def counts(client, path):
    """Return the numbers of papers that a page gives."""
    return [
        int(number)
        for number in re.findall(
            r'class="count">(\d+)<|(?<!\d)(\d+) papers?<', client.get(path).content.decode()
        )
        for number in number
        if number
    ]


def test_counts_and_facets_count_it_from_its_second_on(client, middle, clock):
    publishing.publish(middle, at=clock() + timedelta(hours=1))
    pages = ["/en/authors/", "/en/tags/", "/en/papers/?tag=sea", "/en/papers/"]

    clock(hours=1, seconds=-1)
    early = {path: counts(client, path) for path in pages}
    clock(seconds=1)
    late = {path: counts(client, path) for path in pages}

    assert early["/en/authors/"] == [2, 1]
    assert late["/en/authors/"] == [3, 1]
    assert early["/en/tags/"] == [1, 2]
    assert late["/en/tags/"] == [1, 3]
    # Series, subject, author, year and the two languages, then the total.
    assert early["/en/papers/?tag=sea"] == [2, 2, 2, 2, 2, 2, 2]
    assert late["/en/papers/?tag=sea"] == [3, 3, 3, 3, 3, 3, 3]
    assert early["/en/papers/"] == [2, 1, 2, 1, 2, 1, 3, 3, 3, 3]
    assert late["/en/papers/"] == [3, 1, 3, 1, 3, 1, 4, 4, 4, 4]


def test_a_scheduled_translation_is_not_yet_translated_until_its_second(client, middle, clock):
    english, japanese = middle
    publishing.publish([english])
    publishing.publish([japanese], at=clock(hours=1) + timedelta(hours=1))
    copies = read(client, EVERY_PAGE)

    clock(hours=1, seconds=-1)
    early = read(client, EVERY_PAGE, copies)
    absent = {"/ja/papers/middle/", *both(OWN[1:])}
    assert {path for path, status in statuses(early).items() if status == 404} == absent
    assert {path for path, status in statuses(early).items() if status == 304} == set(EVERY_PAGE) - absent
    page = copies["/en/papers/middle/"].content.decode()
    assert "Not yet translated into Japanese" in page
    assert 'hreflang="ja"' not in page
    assert 'href="/en/papers/middle/"' in early["/ja/papers/middle/"].content.decode()
    # Lists in Japanese show the edition that there is.
    assert TITLE["en"] in copies["/ja/series/run/"].content.decode()
    assert those_that_say(copies, TITLE["ja"]) == set()

    clock(seconds=1)
    late = read(client, EVERY_PAGE, copies)
    page = late["/en/papers/middle/"].content.decode()
    assert 'hreflang="ja"' in page.split("</head>")[0]
    assert "/en/papers/middle/parallel/ja/" in page
    # Lists in English name it quietly beside the English title; feeds and neighbours are of one language.
    quietly = {path for path in both(LISTING) if language_of(path) == "en"}
    assert those_that_say(late, TITLE["ja"]) == {
        path for path in both(NAMING) if language_of(path) == "ja"
    } | quietly | set(both(OWN))
    assert late["/sitemap.xml"].status_code == 200
    assert statuses({path: late[path] for path in [*both(APART), *EVERYWHERE]}) == dict.fromkeys(
        [*both(APART), *EVERYWHERE], 304
    )


def test_a_scheduled_correction_takes_over_at_its_second_on_every_page(client, middle, clock):
    publishing.publish(middle)
    clock(days=1)
    for row in middle:
        save(row, **text(row.language, BETTER[row.language]))
    publishing.publish(
        middle,
        at=clock() + timedelta(hours=1),
        notes={"en": "Tolls were left out.", "ja": "通行料が抜けていた。"},
    )
    pages = [*EVERY_PAGE, *both(["/{here}/papers/middle/v1/"])]
    copies = read(client, pages)

    clock(hours=1, seconds=-1)
    assert statuses(read(client, pages, copies)) == dict.fromkeys(pages, 304)
    assert titles_in(copies, BETTER) == set()
    assert those_that_say(copies, "Tolls were left out") == set()
    assert statuses(read(client, both(["/{here}/papers/middle/v2/"]))) == dict.fromkeys(
        both(["/{here}/papers/middle/v2/"]), 404
    )

    clock(seconds=1)
    late = read(client, pages, copies)
    unchanged = [*both(APART), *both(COUNTING), *EVERYWHERE]
    assert statuses(late) == dict.fromkeys(pages, 200) | dict.fromkeys(unchanged, 304)
    assert titles_in(late, BETTER) == {*both(OWN), *both(NAMING)}
    own = both(["/{here}/papers/middle/"])
    assert all("2" in late[path].content.decode() for path in own)
    assert those_that_say(late, "Tolls were left out.") >= {"/en/papers/middle/"}
    earlier = late["/en/papers/middle/v1/"].content.decode()
    assert TITLE["en"] in earlier
    assert "which has been replaced" in earlier


def test_a_withdrawal_is_seen_at_once_on_every_page(client, middle, clock):
    publishing.publish(middle)
    clock(days=1)
    pages = [*EVERY_PAGE, *both(["/{here}/papers/middle/v1/"])]
    copies = read(client, pages)
    assert statuses(copies) == dict.fromkeys(pages, 200)

    publishing.withdraw(middle[0].paper, LANGUAGES, {"en": "Withdrawn for a reason.", "ja": "理由。"})

    after = read(client, pages, copies)
    own = both([*OWN, "/{here}/papers/middle/v1/"])
    unchanged = [*both(APART), *EVERYWHERE]
    assert statuses(after) == dict.fromkeys(pages, 200) | dict.fromkeys(own, 410) | dict.fromkeys(
        unchanged, 304
    )
    shown = {path: answer for path, answer in after.items() if path not in own}
    assert titles_in(shown, TITLE) == set()
    assert those_that_say(shown, "papers/middle/") == set()

    copies |= shown
    clock(days=1)
    publishing.reinstate(middle[0])
    back = read(client, pages, copies)
    assert back["/en/papers/middle/"].status_code == 200
    assert back["/ja/papers/middle/"].status_code == 410
    assert TITLE["en"] in back["/en/series/run/"].content.decode()


def test_a_withdrawal_before_its_second_takes_the_scheduled_correction_with_it(client, middle, clock):
    publishing.publish(middle)
    save(middle[0], **text("en", BETTER["en"]))
    publishing.publish(middle[:1], at=clock(hours=1) + timedelta(hours=1))
    publishing.withdraw(middle[0].paper, LANGUAGES, {"en": "Reason."})

    clock(hours=2)

    answers = read(client, [*both(OWN), *both(NAMING), "/sitemap.xml"])
    assert titles_in(answers, BETTER) == set()
    assert statuses({path: answers[path] for path in both(OWN)}) == dict.fromkeys(both(OWN), 410)


def test_a_change_of_labels_and_tags_is_seen_without_any_release(client, middle, clock):
    publishing.publish(middle)
    pages = both(["/{here}/papers/middle/", "/{here}/papers/", "/{here}/tags/", "/{here}/"])
    copies = read(client, pages)

    middle[0].paper.tags.add(make_tag("tolls", name_en="Road tolls", name_ja="通行料金"))

    after = read(client, pages, copies)
    assert statuses(after) == dict.fromkeys(pages, 200)
    assert titles_in(after, {"en": "Road tolls", "ja": "通行料金"}) == set(pages)


def test_every_page_asks_to_be_asked_again(client, middle, clock):
    publishing.publish(middle)

    answers = read(client, EVERY_PAGE)

    # The colours of the series alone are renewed behind the page that shows them.
    colours = answers.pop("/series.css")
    assert colours.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=604800"
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {"public, no-cache"}
    assert all(re.fullmatch(r'"[0-9a-f]{32}"', answer.headers["ETag"]) for answer in answers.values())
