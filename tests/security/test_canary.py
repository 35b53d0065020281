"""What is not public never shows: a unique word in every private field, and a reader who looks everywhere."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from papers import publishing
from papers.models import Image, Manuscript, Redirect, Retraction, SitePage, Version
from tests.factories import make_author, make_paper, make_series, make_tag, make_translation, save

pytestmark = pytest.mark.django_db
WHY = {"en": "Reason.", "ja": "理由。"}
LINK = re.compile(r'(?:href|src)="([^"#]+)|<loc>([^<]+)|<id>([^<]+)')


def canary(place):
    return f"canary{place}bird"


def text_with(place, **more):
    """Return fields of a text that carry the canary of this place everywhere a text can."""
    word = canary(place)
    return {
        "title": f"Title {word}",
        "subtitle": f"Subtitle {word}",
        "abstract": f"<p>Abstract {word}</p>",
        "body": f'<p data-passage="a1">Body {word}<sup data-note="n1"></sup></p>'
        f'<p data-passage="b1">Link <a href="https://example.org/{word}">x</a></p>',
        "notes": {"n1": f"<p>Note {word}</p>"},
        **more,
    }


def visible(public):
    """Return the text of a page that is meant to be public."""
    return {"title": f"Public {public}", "body": f'<p data-passage="a1">Public {public}</p>'}


def picture(digest):
    image = Image.objects.create(digest=digest * 64, extension="png", width=1, height=1, size=3)
    default_storage.save(image.name, ContentFile(b"canaryimagebird"))
    return image


@pytest.fixture
def everything():
    """One paper in each state, with a canary in whatever the public must not see."""
    series = make_series("public-series")
    papers = {}
    for name in ("draft", "changed", "scheduled", "withdrawn", "expunged", "cancelled"):
        author = make_author(f"author-{name}", biography_en=f"<p>{canary('unusedbio')}</p>" if name == "draft" else "")
        tag = make_tag(f"tag-{name}")
        papers[name] = make_paper(name, series=series, authors=[author], tags=[tag])
    make_translation(papers["draft"], **text_with("draft"))
    published = {}
    for name in ("changed", "withdrawn", "expunged"):
        text = visible(name) if name == "changed" else text_with(name, title=f"Title of {name}")
        published[name] = make_translation(papers[name], **text)
        publishing.publish([published[name]])
        make_translation(papers[name], "ja", **text_with(f"{name}ja"))
    save(published["changed"], **text_with("savedafter"))
    hidden = make_translation(papers["scheduled"], **text_with("scheduled"))
    publishing.publish([hidden], at=timezone.now() + timedelta(days=1))
    taken_back = make_translation(papers["cancelled"], **text_with("cancelled"))
    (version,) = publishing.publish([taken_back], at=timezone.now() + timedelta(days=1))
    publishing.cancel(version)
    publishing.withdraw(papers["withdrawn"], ["en"], WHY)
    publishing.expunge(Version.objects.get(paper=papers["expunged"]), WHY)
    Manuscript.objects.create(
        translation=published["changed"],
        name=canary("file"),
        digest="0" * 64,
        content=canary("bytes").encode(),
        document={"body": canary("manuscript")},
    )
    SitePage.objects.create(slug="about", title_en="About", title_ja="概要", body_en="<p>About.</p>", body_ja="<p>概要。</p>")
    Redirect.objects.create(old_path="/old/", new_path="/en/papers/changed/")
    return papers


def addresses(papers):
    """Return every address a reader could think of, beside those that pages link to."""
    yield from ["/", "/sitemap.xml", "/robots.txt", "/healthz", "/old/", f"/media/{'a' * 64}.png"]
    for language in ("en", "ja"):
        yield from (f"/{language}/{place}" for place in ("", "papers/", "series/", "authors/", "tags/", "feed.atom"))
        yield from (f"/{language}/papers/?q=canary", f"/{language}/papers/?tag=tag-draft")
        yield f"/{language}/series/public-series/feed.atom"
        for name in papers:
            yield f"/{language}/papers/{name}/"
            yield from (f"/{language}/papers/{name}/v{number}/" for number in (1, 2))
            yield from (f"/{language}/papers/{name}/parallel/{other}/" for other in ("en", "ja"))
            yield from (f"/{language}/{kind}s/{kind}-{name}/" for kind in ("author", "tag"))
            yield from (f"/{language}/{kind}s/{kind}-{name}/feed.atom" for kind in ("author", "tag"))


def crawl(client, start):
    """Return every address reached from these, each with the bytes of its answer."""
    found, waiting = {}, list(dict.fromkeys(start))
    while waiting:
        address = waiting.pop().replace("&amp;", "&")
        path = re.sub(r"^https?://[^/]+", "", address) or "/"
        if path in found or not path.startswith("/") or path.startswith(("/static/", "/admin/")):
            continue
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = answer.headers.get("Location", "").encode() + body
        if "text" in answer.headers.get("Content-Type", "") or "xml" in answer.headers.get("Content-Type", ""):
            links = LINK.findall(body.decode())
            waiting += [link for group in links for link in group if link and "example.org/" not in link]
    return found


def test_no_private_word_is_found_anywhere(client, everything):
    picture("a")

    answers = crawl(client, addresses(everything))

    leaks = [
        (path, word)
        for path, body in answers.items()
        for word in set(re.findall(rb"canary\w+bird", body))
    ]
    assert leaks == []
    assert len(answers) > 80
    assert any(b"Public changed" in body for body in answers.values())


def test_the_canary_would_be_found(client, everything):
    """The reader of the test above does read: a public canary is seen wherever it stands."""
    translation = make_translation(make_paper("sung"), **text_with("public"))
    publishing.publish([translation])

    answers = crawl(client, addresses(everything))
    singing = {path for path, body in answers.items() if b"canarypublicbird" in body}

    assert {"/en/papers/sung/", "/en/papers/", "/en/feed.atom", "/en/"} <= singing


def test_a_withdrawal_and_a_retraction_say_no_more_than_they_should(client, everything):
    withdrawn = client.get("/en/papers/withdrawn/")

    assert withdrawn.status_code == 410
    assert "Title of withdrawn" in withdrawn.content.decode()
    assert "Reason." in withdrawn.content.decode()
    assert Retraction.objects.count() == 0
