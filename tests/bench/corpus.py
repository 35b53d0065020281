"""Many published papers from one frozen document, by bulk rows."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from django.utils import timezone

from papers import importing, publishing
from papers.importing import Source, Wishes
from papers.models import (
    Paper,
    Release,
    Stamp,
    Tag,
    TaggedPaper,
    Translation,
    Version,
    VersionAuthor,
    VersionPage,
    VersionPassage,
)
from papers.models.paper import volume_key
from tests.factories import make_author, make_series, make_tag

SAMPLES = Path(__file__).parent.parent / "samples"
LANGUAGES = ("en", "ja")
BATCH = 500


def publish_manuscript(slug: str = "first") -> list[Version]:
    """Return both editions of our own 22-note manuscript, imported and published."""
    sources = []
    for language in LANGUAGES:
        name = f"manuscript.{language}.txt"
        data = (SAMPLES / name).read_bytes()
        sources.append(Source(name, data, importing.read(name, data, language, LANGUAGES)))
    titles = {"ja": "港の復旧", "en": "Ports That Recover"}
    importing.store(sources, Wishes(slug=slug, titles=titles, authors=["Mihon, Hanako"]))
    return publishing.publish(list(Translation.objects.filter(paper__slug=slug).order_by("language")))


def fill(papers: int) -> None:
    """Make so many bilingual papers, in ten series, with tags, authors and years spread over them."""
    models = publish_manuscript("model")
    series = [make_series(f"run-{number}") for number in range(10)]
    tags = [make_tag(f"tag-{number}") for number in range(20)]
    authors = [make_author(f"person-{number}", family_name_en=f"Mihon{number}") for number in range(50)]
    for start in range(1, papers + 1, BATCH):
        numbers = range(start, min(start + BATCH, papers + 1))
        _batch(numbers, models, series, tags, authors)
    Stamp.touch()


def _batch(numbers: range, models: Sequence[Version], series: list, tags: list[Tag], authors: list) -> None:
    papers = Paper.objects.bulk_create(
        Paper(slug=f"paper-{n}", series=series[n % 10], volume=str(n), original_language="en")
        for n in numbers
    )
    TaggedPaper.objects.bulk_create(
        TaggedPaper(content_object=paper, tag=tags[(n * step) % 20])
        for n, paper in zip(numbers, papers, strict=True)
        for step in (1, 7)
        if step == 1 or (n * 7) % 20 != n % 20
    )
    for model in models:
        _editions(numbers, papers, model, authors)


def _editions(numbers: range, papers: Sequence[Paper], model: Version, authors: list) -> None:
    language = model.language
    rows = Translation.objects.bulk_create(
        Translation(paper=paper, language=language, title=paper.slug, revision=1) for paper in papers
    )
    versions = Version.objects.bulk_create(
        Version(
            paper=row.paper,
            translation=row,
            language=language,
            number=1,
            revision=1,
            schema=model.schema,
            document=model.document,
        )
        for row in rows
    )
    now = timezone.now()
    Release.objects.bulk_create(Release(version=version, live_from=now) for version in versions)
    VersionPage.objects.bulk_create(_page(n, v, model.page) for n, v in zip(numbers, versions, strict=True))
    VersionAuthor.objects.bulk_create(
        VersionAuthor(
            version=version, author=authors[n % 50], order=1, name=f"Author {n % 50}", family_name="A"
        )
        for n, version in zip(numbers, versions, strict=True)
    )
    passages = list(model.passages.all())
    VersionPassage.objects.bulk_create(
        chain.from_iterable(
            (VersionPassage(version=version, order=p.order, ids=p.ids, html=p.html) for p in passages)
            for version in versions
        )
    )


def _page(number: int, version: Version, model: VersionPage) -> VersionPage:
    fields = {
        field.name: getattr(model, field.name)
        for field in VersionPage._meta.concrete_fields
        if field.name not in ("version", "series", "volume", "volume_key", "printed_date", "title")
    }
    return VersionPage(
        version=version,
        series=version.paper.series,
        volume=str(number),
        volume_key=volume_key(str(number)),
        printed_date=date(2010, 1, 1) + timedelta(days=number % 5000),
        title=f"{model.title} {number}",
        **fields,
    )
