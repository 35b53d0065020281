"""What is not public never shows: a unique word in every private field, and a reader who looks everywhere."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from papers import publishing
from papers.models import (
    FILE_KINDS,
    Authorship,
    Image,
    Manuscript,
    Redirect,
    Retraction,
    SitePage,
    Translation,
    Translatorship,
    Version,
)
from references.models import Reference
from tests.factories import make_author, make_paper, make_series, make_tag, make_translation, save
from tests.security.crawling import crawl, everything_said

pytestmark = pytest.mark.django_db
WHY = {"en": "Reason.", "ja": "理由。"}
STATES = ("draft", "changed", "scheduled", "correcting", "withdrawn", "expunged", "cancelled")
# Papers without an edition that the public can read: what is theirs alone is private too.
UNSEEN = ("draft", "scheduled", "withdrawn", "expunged", "cancelled")


def canary(place):
    return f"canary{place}bird"


def picture(name):
    """Return the address of a stored image whose bytes sing."""
    digest = "".join(f"{ord(letter) % 16:x}" for letter in f"{name:_<64}")
    image = Image.objects.create(digest=digest, extension="png", width=1, height=1, size=3)
    default_storage.save(image.name, ContentFile(canary(f"image{name}").encode()))
    return image


def text_with(place, **more):
    """Return fields of a text that carry the canary of this place everywhere a text can."""
    word = canary(place)
    return {
        "title": f"Title {word}",
        "subtitle": f"Subtitle {word}",
        "abstract": f"<p>Abstract {word}</p>",
        "body": f'<h2 data-passage="h1">Heading {word}</h2>'
        f'<p data-passage="a1">Body {word}<sup data-note="n1"></sup></p>'
        f'<p data-passage="b1">Link <a href="https://example.org/{word}">x</a></p>'
        f'<table data-passage="t1"><caption>{word}</caption><tbody><tr><td><p>{word}</p></td></tr></tbody></table>'
        f'<figure data-passage="f1"><img src="{picture(place).url}" alt="{word}"><figcaption>{word}'
        f"<small>{word}</small></figcaption></figure>",
        "notes": {"n1": f"<p>Note {word}</p>"},
        **more,
    }


def visible(public):
    """Return the text of a page that is meant to be public."""
    return {"title": f"Public {public}", "body": f'<p data-passage="a1">Public {public}</p>'}


def labels_with(place, *names):
    word = canary(place)
    return {f"{name}_{language}": word for name in names for language in ("en", "ja")}


def hidden_paper(name, **told):
    """Return a paper whose series, author, translator and subject are seen nowhere else, all of them singing."""
    lines = ("name", "publisher", "place", "genre", "notice_title", "number_label")
    series = make_series(
        f"series-{name}",
        colour="#12ab34",
        issn="canarybrd",
        **labels_with(f"series{name}", *lines, "description", "partners", "disclaimer", "notice"),
    )
    author = make_author(
        f"author-{name}",
        photo=picture(f"photo{name}"),
        family_kana=canary(f"kana{name}"),
        orcid="canary-bird",
        **labels_with(f"author{name}", "family_name", "given_name", "biography"),
    )
    tag = make_tag(f"tag-{name}", **labels_with(f"tag{name}", "name"))
    fields = {"volume": canary("vol"), "licence": canary("licence"), **told}
    return make_paper(name, series=series, authors=[author], tags=[tag], **fields)


def withdrawn_paper():
    """Return a paper like the hidden ones, but for what its 410 page says: whose it was, in which series and volume."""
    paper = hidden_paper("withdrawn", volume="7")
    names = {
        "name_en": "Series of withdrawn",
        "name_ja": "撤回",
        "number_label_en": "Vol.",
        "number_label_ja": "第",
    }
    author = {"family_name_en": "Public", "family_name_ja": "公開", "given_name_en": "", "given_name_ja": ""}
    for row, labels in ((paper.series, names), (paper.authorships.get().author, author)):
        for field, text in labels.items():
            setattr(row, field, text)
        row.save()
    return paper


def translate(paper, name):
    """Give the paper a Japanese draft with a translator nobody knows, and a note that no text calls."""
    row = make_translation(paper, "ja", **text_with(f"{name}ja"))
    Translatorship.objects.create(
        translation=row,
        author=make_author(f"translator-{name}", **labels_with(f"translator{name}", "family_name")),
    )
    Translation.objects.filter(pk=row.pk).update(doi=canary("doi"))
    note = paper.footnotes.create(key="uncalled")
    note.texts.create(language="en", text=canary("uncalled"))
    reference = Reference.objects.create(
        key=f"canary{name}bird", item={"type": "report", "title": canary("reference")}
    )
    note.citations.create(reference=reference, locator=canary("locator"))
    return row


@pytest.fixture
def everything():
    """One paper in each state, with a canary in whatever the public must not see."""
    editor = get_user_model().objects.create_user(canary("user"), f"{canary('user')}@example.org")
    series = make_series("public-series")
    papers = {name: hidden_paper(name) for name in UNSEEN if name != "withdrawn"}
    papers["withdrawn"] = withdrawn_paper()
    papers |= {
        name: make_paper(name, series=series, tags=[make_tag(f"tag-{name}")])
        for name in STATES
        if name not in papers
    }
    tomorrow = timezone.now() + timedelta(days=1)
    first = {}
    for name, paper in papers.items():
        public = {"title": "Title of withdrawn"} if name == "withdrawn" else {}
        text = visible(name) if name in ("changed", "correcting") else text_with(name, **public)
        first[name] = make_translation(paper, **text)
        translate(paper, name)
    publishing.publish(
        [first[name] for name in ("changed", "correcting", "withdrawn", "expunged")], by=editor
    )
    save(first["changed"], **text_with("savedafter"))
    Authorship.objects.update(affiliation_en=canary("movedto"), position_en=canary("becameed"))
    publishing.publish([first["scheduled"]], at=tomorrow, by=editor)
    save(first["correcting"], **text_with("correction"))
    publishing.publish([first["correcting"]], at=tomorrow, notes={"en": canary("whatwaswrong")})
    (version,) = publishing.publish([first["cancelled"]], at=tomorrow)
    publishing.cancel(version)
    publishing.withdraw(papers["withdrawn"], ["en"], WHY, by=editor)
    publishing.expunge(Version.objects.get(paper=papers["expunged"]), WHY, by=editor)
    Manuscript.objects.create(
        translation=first["changed"],
        name=canary("file"),
        digest="0" * 64,
        content=canary("bytes").encode(),
        document={"body": canary("manuscript")},
    )
    SitePage.objects.create(
        slug="about", title_en="About", title_ja="概要", body_en="<p>About.</p>", body_ja="<p>概要。</p>"
    )
    Redirect.objects.create(old_path="/old/", new_path="/en/papers/changed/")
    return papers


def addresses(papers):
    """Return every address a reader could think of, beside those that pages link to."""
    yield from ("/", "/sitemap.xml", "/robots.txt", "/healthz", "/old/", "/series.css", "/en/papers/nothing/")
    yield from (image.url for image in Image.objects.all())
    for language in ("en", "ja"):
        yield from (
            f"/{language}/{place}" for place in ("", "papers/", "series/", "authors/", "tags/", "feed.atom")
        )
        yield f"/{language}/papers/?q=canary"
        yield f"/{language}/references/"
        yield f"/{language}/references/?q=canary"
        yield from (f"/{language}/references.{kind}" for kind in ("bib", "ris", "json", "csv"))
        for key in Reference.objects.values_list("key", flat=True):
            yield f"/{language}/references/{key}/"
            yield f"/{language}/references/{key}/{key}.json"
        for name in papers:
            yield f"/{language}/references/?paper={name}"
            yield f"/{language}/papers/{name}/"
            yield from (f"/{language}/papers/{name}/v{number}/" for number in (1, 2, 3))
            yield from (f"/{language}/papers/{name}/parallel/{other}/" for other in ("en", "ja"))
            yield from (
                f"/{language}/papers/{name}/{name}.{kind}" for kind in ("pdf", "epub", "docx", "xml", "json")
            )
            for kind, place in (
                ("author", "authors"),
                ("translator", "authors"),
                ("tag", "tags"),
                ("series", "series"),
            ):
                yield f"/{language}/{place}/{kind}-{name}/"
                yield f"/{language}/{place}/{kind}-{name}/feed.atom"
                yield f"/{language}/papers/?{kind}={kind}-{name}"


def leaks(answers):
    return {
        (path, word.decode())
        for path, (answer, body) in answers.items()
        for word in set(re.findall(rb"canary\w*?bird|canary-?bi?rd", everything_said(answer, body)))
    }


def test_nothing_private_is_found_anywhere(client, everything):
    answers = crawl(client, addresses(everything))

    assert leaks(answers) == set()
    # The page of a withdrawn paper links to its series, which may have others.
    withdrawn = {
        path for path in answers if answers[path][0].status_code == 410 and "/papers/withdrawn/" in path
    }
    assert names_told(answers) - {(path, "series-withdrawn") for path in withdrawn} == set()
    assert len(answers) > 250
    assert any(b"Public changed" in body for _answer, body in answers.values())
    assert any(b"Public correcting" in body for _answer, body in answers.values())


def names_told(answers):
    """Return where the address words of private rows stand.

    A page whose own address says such a name may repeat it, as an empty list does that is narrowed by it.
    """
    names = re.compile(rf"(?:series|author|translator|tag)-(?:{'|'.join(UNSEEN)})".encode())
    return {
        (path, name.decode())
        for path, (answer, body) in answers.items()
        for name in set(names.findall(everything_said(answer, body)))
        if name.decode() not in path
    }


def test_the_canary_would_be_found(client, everything):
    """The reader of the test above does read: a public canary is seen wherever it stands."""
    translation = make_translation(make_paper("sung"), **text_with("public"))
    publishing.publish([translation])

    answers = crawl(client, ["/en/", "/ja/", picture("unused").url])

    assert {word for _path, word in leaks(answers)} == {canary("public"), canary("imagepublic")}
    assert {path for path, word in leaks(answers) if word == canary("public")} >= {
        *("/en/papers/sung/", "/en/papers/", "/en/feed.atom", "/en/", "/ja/papers/"),
        *(f"/en/papers/sung/sung.{kind}" for kind in FILE_KINDS if kind != "png"),
    }


def test_a_withdrawal_and_a_retraction_say_no_more_than_they_should(client, everything):
    withdrawn = client.get("/en/papers/withdrawn/")

    assert withdrawn.status_code == 410
    assert "Title of withdrawn" in withdrawn.content.decode()
    assert "Reason." in withdrawn.content.decode()
    assert Retraction.objects.count() == 0
