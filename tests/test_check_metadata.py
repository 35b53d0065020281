"""check_metadata: a good site passes, and each rule fails on a page that was broken on purpose."""

import io
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from PIL import Image

from papers import publishing
from papers.management import fetching
from papers.metadata.checking import Answer, Inspection, rules
from papers.models import SitePage
from tests.factories import make_author, make_edition, make_paper, make_series, make_tag, make_translation
from tests.metadata import SITE, site

__all__ = ["site"]

EN, JA = f"{SITE}/en/papers/pact/", f"{SITE}/ja/papers/pact/"
HOME = f"{SITE}/en/"
FEED = f"{SITE}/en/feed.atom"
ROBOTS, SITEMAP = f"{SITE}/robots.txt", f"{SITE}/sitemap.xml"
NOT_FOUND = Answer(404, "text/html", b"Not found.")


def publish_a_small_site():
    """Publish a page of every kind."""
    series = make_series("allies", publisher_en="Sample Foundation")
    author = make_author("berg", family_name_en="van der Berg", given_name_en="Jan Willem")
    paper = make_paper("pact", series=series, volume="7", tags=[make_tag("sea")], authors=[author])
    publishing.publish(
        [make_translation(paper, code, title=title) for code, title in (("en", "A Pact"), ("ja", "協定"))]
    )
    make_edition(make_paper("alone", authors=[make_author("body", given_name_en="", given_name_ja="")]))
    SitePage.objects.create(slug="about", title_en="About", body_en="<p>About us.</p>")


def drawn(width=1200, height=630):
    """Return the answer with a picture of this size."""
    file = io.BytesIO()
    Image.new("RGB", (width, height)).save(file, "PNG")
    return Answer(200, "image/png", file.getvalue())


# They are made outside any transaction, which the fixture is; that each is one, others ask.
MADE = {".pdf": Answer(200, "application/pdf", b"%PDF-1.7"), ".png": drawn()}


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """What a good site answered to an inspection: published, read and rolled back once for all the tests."""
    known = {}
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(SITE_URL=SITE, ALLOWED_HOSTS=["papers.example.org"]),
    ):
        publish_a_small_site()
        inside = fetching.inside()

        def remembering(address):
            made = MADE.get(address[-4:])
            return known.setdefault(address, made or inside(address))

        assert inspected(remembering).problems == []
        transaction.set_rollback(True)
    return known


@pytest.fixture
def found(settings, answers):
    """Return the problems of the site when some of its addresses answer otherwise."""
    settings.SITE_URL = SITE

    def of(changes):
        def fetch(address):
            answer = answers.get(address, NOT_FOUND)
            return changes[address](answer) if address in changes else answer

        return [(each.address, each.rule, each.what) for each in inspected(fetch).problems]

    return of


def inspected(fetch):
    """Return an inspection that has looked at everything."""
    inspection = Inspection(fetch)
    list(inspection.look())
    return inspection


def replaced(old, new):
    """Return what turns an answer into one with another text; the old one must stand there."""

    def change(answer):
        text = answer.content.decode()
        assert re.search(old, text), old
        return Answer(answer.status, answer.kind, re.sub(old, new, text).encode())

    return change


def test_a_good_site_breaks_no_rule(found, answers):
    assert found({}) == []
    pages = {address for address, answer in answers.items() if answer.kind.startswith("text/html")}
    # The six lists, a page of the site, a series, two authors, a subject and a paper in two languages, and a paper in one.
    assert len(pages) == 2 * (6 + 1 + 1 + 2 + 1 + 1) + 1
    assert {answer.status for answer in answers.values()} == {200}
    # The two of the site, and those of a series, an author and a subject; the paper in one language has an author, too.
    assert sum(answer.kind.startswith("application/atom") for answer in answers.values()) == 2 * 4 + 1


META = '<meta name="citation_{}" content="{}">'
BROKEN = [
    (EN, "language", ' lang="en">', ' lang="en-GB">', "lang is “en-GB”, the address says “en”"),
    (EN, "title", "<title>.*?</title>", "<title> </title>", "the title is empty"),
    (HOME, "title", "<title>", "<title>A</title><title>", "2 title, not one"),
    (HOME, "description", '<meta name="description"[^>]*>', "", "0 description, not one"),
    (EN, "description", '(name="description" content=")[^"]*', r"\1", "the description is empty"),
    (HOME, "heading", "<h1", "<h1>Two</h1><h1", "2 h1, not one"),
    (EN, "heading", "<h1(.*?)</h1>", r"<h2\1</h2>", "0 h1, not one"),
    (HOME, "canonical", '<link rel="canonical"[^>]*>', "", "0 canonical address, not one"),
    (JA, "canonical", '(rel="canonical" href="[^"]*)/ja/', r"\1/en/", f"canonical is {EN}"),
    (
        EN,
        "noindex",
        "<title>",
        '<meta name="robots" content="noindex, follow"><title>',
        "stands in the sitemap, but says noindex",
    ),
    (EN, "json-ld", '(ld.json">){', r"\1{{", "a block is not a JSON object"),
    (HOME, "json-ld", '(ld.json">).*?(</script>)', r"\1[1]\2", "a block is not a JSON object"),
    (HOME, "json-ld", '"@type": "WebSite"', '"kind": "x"', "a block has no type of schema.org"),
    (HOME, "json-ld", "https://schema.org", "https://other.example", "a block has no type of schema.org"),
    (
        EN,
        "citation-title",
        "(<meta name=.citation_title.[^>]*>)",
        r"\1\1",
        "2 citation_title, not one",
    ),
    (
        EN,
        "citation-date",
        "(<meta name=.citation_publication_date.[^>]*>)",
        r"\1\1",
        "2 citation_publication_date, not one",
    ),
    (EN, "citation-date", "2025/06/27", "2025-06-27", "“2025-06-27” is not written YYYY/MM/DD"),
    (
        JA,
        "citation-language",
        "(<meta name=.citation_language.[^>]*>)",
        r"\1\1",
        "2 citation_language, not one",
    ),
    (
        EN,
        "report-type",
        "<title>",
        META.format("journal_title", "Pacts") + "<title>",
        "citation_journal_title makes something else of a report",
    ),
    (
        EN,
        "report-type",
        "<title>",
        META.format("conference_title", "Pacts") + "<title>",
        "citation_conference_title makes something else of a report",
    ),
    (
        EN,
        "report-type",
        "<title>",
        META.format("book_title", "Pacts") + "<title>",
        "citation_book_title makes something else of a report",
    ),
    (
        EN,
        "report-type",
        "<meta name=.citation_technical_report_institution.[^>]*>",
        "",
        "no citation_technical_report_institution: the series names no publisher",
    ),
    (JA, "author-names", "見本, 花子", "見本 花子", "“見本 花子” instead of “見本, 花子”"),
    (
        EN,
        "author-names",
        "van.der.Berg, Jan Willem",
        "Jan Willem, van der Berg",
        "“Jan Willem, van der Berg” instead of “van der Berg, Jan Willem”",
    ),
    (
        EN,
        "author-names",
        "van.der.Berg, Jan Willem",
        "van der Berg, Jan Willem",
        "“van der Berg, Jan Willem” would be read as two authors: "
        "join the words of the family name by fixed spaces",
    ),
    (
        EN,
        "json-ld-agrees",
        '"@type": "Report", "@id"',
        '"@type": "Book", "@id"',
        "0 Reports in JSON-LD, not one",
    ),
    (EN, "json-ld-agrees", '"name": "A Pact"', '"name": "B"', "name is “B”, the tags say ['A Pact']"),
    (
        EN,
        "json-ld-agrees",
        '"datePublished": "2025-06-27"',
        '"datePublished": "2025-06"',
        "datePublished is “2025-06”, the tags say ['2025-06-27']",
    ),
    (
        JA,
        "json-ld-agrees",
        '"inLanguage": "ja"',
        '"inLanguage": "jp"',
        "inLanguage is “jp”, the tags say ['ja']",
    ),
    (JA, "opengraph", '<meta property="og:title"[^>]*>', "", "0 og:title, not one"),
    (EN, "opengraph", 'content="article"', 'content="website"', "og:type is ['website']"),
    (EN, "opengraph", '(og:url" content="[^"]*)/en/', r"\1/ja/", f"og:url is ['{JA}']"),
    (EN, "preview", '<meta property="og:image" [^>]*>', "", "0 og:image, not one"),
    (EN, "preview", '(<meta property="og:image" [^>]*>)', r"\1\1", "2 og:image, not one"),
    (JA, "preview", '(og:image:alt" content=")[^"]*', r"\1", "the og:image:alt is empty"),
    (JA, "preview", '(og:image:width" content=")1200', r"\1wide", "og:image:width is ['wide']"),
    (JA, "preview", '<meta property="og:image:height"[^>]*>', "", "og:image:height is []"),
    (EN, "preview", '<meta property="og:locale" [^>]*>', "", "0 og:locale, not one"),
    (EN, "preview", "summary_large_image", "summary", "twitter:card is ['summary']"),
    (HOME, "preview", '<meta property="og:image" [^>]*>', "", "0 og:image, not one"),
    (HOME, "opengraph", 'content="website"', 'content="article"', "og:type is ['article']"),
    (EN, "feed", f'"{FEED}"', f'"{SITE}/en/lost.atom"', f"announces {SITE}/en/lost.atom, which is no feed"),
    (EN, "feed", f'"{FEED}"', f'"{HOME}"', f"announces {HOME}, which is no feed"),
]


@pytest.mark.parametrize(("address", "rule", "old", "new", "what"), BROKEN)
def test_each_rule_fails_on_a_page_that_breaks_it(found, address, rule, old, new, what):
    problems = found({address: replaced(old, new)})

    assert (address, rule, what) in problems
    # Without its Report a page cannot bear out what the other edition says of it, nor name its authors.
    also = {"json-ld-agrees", "translation-of"} if '"Report"' in old or rule == "json-ld" else set()
    also |= (
        {"json-ld-agrees", "reciprocal"} if rule in ("citation-title", "citation-date", "language") else set()
    )
    also |= {"alternates", "citation-language"} if rule == "language" else set()
    also |= {"json-ld-agrees"} if rule in ("citation-language",) else set()
    assert {name for _address, name, _what in problems} <= {rule, *also}


def test_every_rule_of_a_page_is_among_those_that_were_broken():
    proven = {rule for _address, rule, *_rest in BROKEN} | {"alternates", "pdf-place"}

    assert {*rules.EVERYWHERE, *rules.OF_PAPERS} <= proven


LINK = '<link rel="alternate" hreflang="{}" href="{}">'


def test_alternates_name_the_page_itself_a_default_and_all_the_others(found):
    without_itself = found({EN: replaced(LINK.format("en", EN), "")})
    without_default = found({EN: replaced(LINK.format("x-default", EN), "")})
    elsewhere = found({JA: replaced(LINK.format("x-default", EN), LINK.format("x-default", HOME))})
    twice = found({JA: replaced(f"({LINK.format('en', EN)})", r"\1\1")})
    by_path = found({JA: replaced(LINK.format("en", EN), LINK.format("en", "/en/papers/pact/"))})

    differs = "the sitemap names other alternates than the page"
    assert [problem for problem in without_itself if problem[1] != "reciprocal"] == [
        (EN, "alternates", "the page itself is not named as “en”"),
        (EN, "alternates", f"x-default is none of the editions: {EN}"),
        (EN, "sitemap-alternates", differs),
    ]
    assert (EN, "alternates", "x-default is missing") in without_default
    assert (JA, "alternates", f"x-default is none of the editions: {HOME}") in elsewhere
    assert twice == [(JA, "alternates", "named more than once: en")]
    assert (JA, "alternates", "no whole address: /en/papers/pact/") in by_path


def test_an_edition_that_does_not_link_back_is_named_from_both_sides(found):
    problems = found({JA: replaced(LINK.format("en", EN), "")})

    assert problems == [
        (JA, "alternates", f"x-default is none of the editions: {EN}"),
        (EN, "reciprocal", f"{JA} does not name the same alternates"),
        (JA, "sitemap-alternates", "the sitemap names other alternates than the page"),
        (JA, "reciprocal", f"{EN} does not name the same alternates"),
    ]


def test_an_alternate_that_leads_nowhere_or_to_another_language_is_named(found):
    lost = found({EN: replaced(LINK.format("ja", JA), LINK.format("ja", f"{SITE}/ja/lost/"))})
    crossed = found({EN: replaced(LINK.format("ja", JA), LINK.format("ja", f"{SITE}/en/papers/alone/"))})

    assert (EN, "reciprocal", f"{SITE}/ja/lost/ is not in the sitemap") in lost
    assert (EN, "reciprocal", f"{SITE}/en/papers/alone/ is in “en”, not “ja”") in crossed


def test_head_and_sitemap_must_agree(found):
    problems = found({SITEMAP: replaced(f'<xhtml:link [^>]*href="{JA}"[^>]*>', "")})

    differs = "the sitemap names other alternates than the page"
    assert problems == [(EN, "sitemap-alternates", differs), (JA, "sitemap-alternates", differs)]


def test_original_and_translation_name_each_other_in_one_direction(found):
    untold = found({EN: replaced('"workTranslation"', '"hasPart"')})
    unanswered = found({JA: replaced('"translationOfWork"', '"isBasedOn"')})
    both = found(
        {
            EN: replaced(
                '"workTranslation": ', f'"translationOfWork": {{"@id": "{JA}#work"}}, "workTranslation": '
            )
        }
    )

    assert untold == [(JA, "translation-of", f"the original {EN}#work does not name this translation")]
    assert unanswered == [(EN, "translation-of", f"the translation {JA}#work does not name this original")]
    assert both == [
        (EN, "translation-of", f"the original {JA}#work does not name this translation"),
        (EN, "translation-of", f"{JA}#work claims to be a translation itself"),
        (JA, "translation-of", f"{EN}#work claims to be a translation itself"),
    ]


def test_an_author_more_in_the_tags_than_in_the_data_is_named(found):
    tag = META.format("author", "見本, 花子")
    problems = found({JA: replaced(tag, tag + META.format("author", "異本, 太郎"))})

    assert problems == [(JA, "json-ld-agrees", "1 authors, but 2 citation_author")]


def test_a_paper_without_an_author_is_named(found):
    problems = found({JA: replaced('<meta name="citation_author"[^>]*>', "")})

    assert (JA, "author-names", "no citation_author") in problems


def test_a_pdf_must_be_there_and_below_its_page(found):
    own = f'citation_pdf_url" content="{EN}pact.pdf"'
    beside = found({EN: replaced(re.escape(own), f'citation_pdf_url" content="{SITE}/files/pact.pdf"')})

    assert beside == [
        (EN, "pdf-place", f"the PDF is not below the page: {SITE}/files/pact.pdf"),
        (EN, "pdf", f"announces {SITE}/files/pact.pdf, which is no PDF"),
    ]
    for answer in (NOT_FOUND, Answer(200, "text/html", b"<p>x</p>")):
        missing = found({f"{EN}pact.pdf": lambda _pdf, answer=answer: answer})
        assert missing == [(EN, "pdf", f"announces {EN}pact.pdf, which is no PDF")]


def test_a_file_that_is_not_made_yet_breaks_no_rule(found):
    for name in ("pact.pdf", "pact.png"):
        assert found({f"{EN}{name}": lambda _file: Answer(503, "text/html", b"")}) == []


def test_the_picture_of_a_link_must_be_there_and_as_large_as_the_page_says(found):
    address = f"{EN}pact.png"
    lost = f"announces {address}, which is no picture"
    for answer in (
        NOT_FOUND,
        Answer(200, "text/html", drawn().content),
        Answer(200, "image/png", b"\x89PNG"),
        Answer(200, "image/png", b""),
    ):
        assert found({address: lambda _png, answer=answer: answer}) == [(EN, "preview", lost)]
    assert found({address: lambda _png: drawn(600, 315)}) == [
        (EN, "preview", f"{address} is 600 × 315, not 1200 × 630")
    ]
    by_path = found({EN: replaced(f'(og:image" content="){SITE}', r"\1")})
    assert by_path == [(EN, "preview", "no whole address: /en/papers/pact/pact.png")]


@pytest.mark.parametrize("status", [301, 404, 410, 500])
def test_a_listed_page_that_is_not_there_is_named_once(found, status):
    gone = found({HOME: lambda answer: Answer(status, "text/html", b"<p>Gone.</p>")})

    assert [problem for problem in gone if problem[0] == HOME] == [(HOME, "status", f"answers {status}")]
    assert {rule for _address, rule, _what in gone} == {"status"}


@pytest.mark.parametrize("content", [b"", b"  ", b"\x00", b"not a page", b"<html></html>", b"<!-- -->"])
def test_an_answer_that_is_no_page_breaks_rules_and_nothing_else(found, content):
    problems = found({EN: lambda answer: Answer(200, "text/html", content)})

    assert {rule for address, rule, _what in problems if address == EN} >= {"title", "citation-title"}


def test_a_sitemap_that_is_none_or_is_not_announced_is_named(found):
    assert found({SITEMAP: lambda answer: Answer(200, "text/html", b"<html>")}) == [
        (SITEMAP, "sitemap", "is no sitemap")
    ]
    assert found({SITEMAP: lambda answer: Answer(503, "", b"")}) == [(SITEMAP, "sitemap", "is no sitemap")]
    assert found({ROBOTS: replaced("Sitemap", "Map")}) == [(ROBOTS, "sitemap", f"does not name {SITEMAP}")]


def test_an_address_listed_twice_is_named(found):
    twice = replaced("<url>", f"<url><loc>{SITE}/ja/</loc></url><url>")

    assert (f"{SITE}/ja/", "sitemap", "is listed twice") in found({SITEMAP: twice})


def test_all_files_of_a_large_sitemap_are_read(settings, answers):
    settings.SITE_URL = SITE
    whole = answers[SITEMAP].content.decode()
    opening, *urls = whole.replace("</urlset>", "").split("<url>")
    halves = {f"{SITEMAP}?part={part}": urls[part - 1 :: 2] for part in (1, 2)}
    files = {
        address: Answer(200, "", f"{opening}<url>{'<url>'.join(half)}</urlset>".encode())
        for address, half in halves.items()
    }
    index = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in files)
    files[SITEMAP] = Answer(
        200, "", f"{opening.replace('urlset', 'sitemapindex')}{index}</sitemapindex>".encode()
    )

    inspection = inspected(lambda address: files.get(address) or answers[address])

    assert inspection.problems == []
    assert len(inspection.pages) == 25


# The command


@pytest.fixture
def public(db, site, settings):
    settings.ALLOWED_HOSTS = ["papers.example.org"]
    publish_a_small_site()


def run(**options):
    out = io.StringIO()
    try:
        call_command("check_metadata", stdout=out, **options)
    except CommandError as failed:
        return out.getvalue().splitlines(), str(failed)
    return out.getvalue().splitlines(), None


def test_the_command_reads_every_page_and_is_content_with_a_good_site(public):
    lines, failure = run()

    assert failure is None
    assert lines[0] == f"1/25 {SITE}/en/"
    assert lines[-1] == "25 pages read."
    assert len(lines) == 26


def test_the_command_names_page_and_rule_and_fails(public, monkeypatch):
    monkeypatch.setattr("papers.metadata.tags.inverted", lambda author: author["name"][0])

    lines, failure = run()

    assert f"{JA}: author-names: “見本 花子” instead of “見本, 花子”" in lines
    assert failure == f"{len(lines) - 26} rules are broken."


class Handler(BaseHTTPRequestHandler):
    """Answers with what was recorded; every answer carries an address to go to, which only a redirect means."""

    def do_GET(self):
        answer = self.server.played.get(SITE + self.path, NOT_FOUND)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Location", "/en/")
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def server(settings, answers):
    """A server that plays back what the good site answered."""
    settings.SITE_URL = SITE
    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.played = dict(answers)
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()


def test_a_running_server_is_asked_for_the_public_addresses(server):
    base = f"http://127.0.0.1:{server.server_port}/"

    assert run(site=base)[1] is None
    server.played[HOME] = Answer(302, "text/html", b"")
    server.played[EN] = NOT_FOUND
    lines, failure = run(site=base)
    assert {f"{HOME}: status: answers 302", f"{EN}: status: answers 404"} <= set(lines)
    assert failure == "2 rules are broken."


def test_a_server_that_does_not_answer_is_said_to():
    _lines, failure = run(site="http://127.0.0.1:1")

    assert failure is not None
    assert failure.startswith("http://127.0.0.1:1 does not answer")
