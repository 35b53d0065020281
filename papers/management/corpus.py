"""A corpus to try the site on: model papers made the real way, then as many copies of their rows as are wanted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from papers import citation, document, markup, publishing, rendering, revisions
from papers.document import Document, Note
from papers.models import (
    Author,
    Authorship,
    Footnote,
    Paper,
    Release,
    Revision,
    Series,
    Stamp,
    Tag,
    TaggedPaper,
    Translation,
    Version,
    VersionAuthor,
    VersionPage,
    searchable,
)
from papers.models.paper import volume_key
from papers.publishing import citing
from papers.publishing.freezing import person_of, series_head

LANGUAGES = ("en", "ja")
BATCH = 200
MODELS = 6
NOTES = 22
# Works that the notes cite, each by several models.
WORKS = 60
WORDS = {
    "en": [
        "allies",
        "ports",
        "standards",
        "supplies",
        "exercises",
        "budgets",
        "yards",
        "repair",
        "trust",
        "law",
    ],
    "ja": ["同盟国", "港湾", "標準", "備蓄", "演習", "予算", "造船所", "修理", "信頼", "法律"],
}
SENTENCES = {
    "en": "The {0} depend on {1}, and {1} on {2}.",
    "ja": "{0}は{1}に支えられ、{1}は{2}に支えられている。",
}
HEADINGS = {"en": "On {0} and {1}", "ja": "{0}と{1}について"}
TITLES = {"en": "Sample {0}: {1} and {2}", "ja": "見本{0}――{1}と{2}"}


@dataclass(frozen=True)
class Shelf:
    """What the papers of a corpus share."""

    series: Sequence[Series]
    tags: Sequence[Tag]
    authors: Sequence[Author]


@dataclass(frozen=True)
class Model:
    """One edition that copies are made of; `tail` is what is searched of it beside title and authors."""

    version: Version
    text: Document
    page: VersionPage
    tail: str

    @classmethod
    def of(cls, version: Version) -> "Model":
        text = document.read(version.document)
        tail = rendering.page(replace(text, title="", authors=())).text
        # As it stands now that what it says of cited works is stored.
        page = VersionPage.objects.get(version=version)
        return cls(version, text, page, tail)


def fill(papers: int, first: int = 1) -> Iterator[int]:
    """Make so many bilingual papers, published now; yield after each batch how many there are so far.

    Their slugs are sample-1 … sample-N from `first` on; series, subjects, authors and years are spread over them.
    """
    shelf = _shelf()
    models = [list(map(Model.of, _model(number, shelf))) for number in range(MODELS)]
    for start in range(first, first + papers, BATCH):
        numbers = range(start, min(start + BATCH, first + papers))
        with transaction.atomic():
            _batch(numbers, models, shelf)
            Stamp.touch()
        slugs = [f"sample-{number}" for number in numbers]
        citing.keep(Version.objects.filter(paper__slug__in=slugs).values_list("pk", flat=True))
        yield numbers[-1] - first + 1


# -- the models --------------------------------------------------------------------------------


def _shelf() -> Shelf:
    def rows(model: type[Any], count: int, **labels: str) -> list[Any]:
        made = []
        for number in range(count):
            slug = f"sample-{model._meta.model_name}-{number}"
            values = {name: text.format(number + 1) for name, text in labels.items()}
            made.append(model.objects.get_or_create(slug=slug, defaults=values)[0])
        return made

    return Shelf(
        series=rows(Series, 10, name_en="Sample series {}", name_ja="見本叢書{}"),
        tags=rows(Tag, 20, name_en="Sample subject {}", name_ja="見本の主題{}"),
        authors=rows(
            Author,
            50,
            family_name_en="Sample {}",
            given_name_en="Ann",
            family_name_ja="見本{}",
            given_name_ja="花",
        ),
    )


def _model(number: int, shelf: Shelf) -> list[Version]:
    """Return both editions of a model paper, made, saved and published as any other."""
    slug = f"sample-model-{number}"
    if found := list(Version.objects.filter(paper__slug=slug, number=1).order_by("language")):
        return found
    with transaction.atomic():
        paper = Paper.objects.create(slug=slug, original_language="en")
        Authorship.objects.create(paper=paper, author=shelf.authors[number], order=1)
        rows = [Translation.objects.create(paper=paper, language=code) for code in LANGUAGES]
        for row in rows:
            revisions.save(row, _text(number, row), origin=Revision.FORM)
        return publishing.publish(rows)


def _text(number: int, row: Translation) -> Document:
    """Return a text of 13 paragraphs under 4 headings with 22 notes; both languages have the same passages."""
    random, language = Random(number), row.language  # noqa: S311  # the same text each time, no secret
    words = WORDS[language]
    pieces = []
    for place in range(13):
        picks = [[words[random.randrange(len(words))] for _ in range(3)] for _ in range(6)]
        if place % 4 == 0:
            heading = markup.escape(HEADINGS[language].format(*picks[0]))
            pieces.append(f'<h2 data-passage="h{place}">{heading}</h2>')
        sentences = [SENTENCES[language].format(*three) for three in picks]
        calls = [f'<sup data-note="n{n}"></sup>' for n in (2 * place + 1, 2 * place + 2) if n <= NOTES]
        sentences[1] += calls[0] if calls else ""
        sentences[4] += calls[1] if len(calls) > 1 else ""
        pieces.append(f'<p data-passage="p{place}">{("" if language == "ja" else " ").join(sentences)}</p>')
    notes = (Note(f"n{n}", Footnote.AUTHOR, "en", _source(number * 7 + n, n)) for n in range(1, NOTES + 1))
    return Document(
        language=language,
        original_language="en",
        title=TITLES[language].format(number, *words[:2]),
        body="".join(pieces),
        notes=tuple(notes),
        printed_date=date(2020, 1, 1),
        translated_from="" if row.is_original else "en",
    )


def _source(work: int, page: int) -> str:
    """Return a note that cites one of the works in full."""
    number = work % WORKS + 1
    return f"<p>Ann Sample, <em>Sample Source {number}</em> (Tokyo: Sample Press, {1990 + number % 30}), {page}.</p>"


# -- their copies ------------------------------------------------------------------------------


def _batch(numbers: range, models: Sequence[Sequence[Model]], shelf: Shelf) -> None:
    papers = Paper.objects.bulk_create(
        Paper(slug=f"sample-{n}", series=shelf.series[n % 10], volume=str(n), original_language="en")
        for n in numbers
    )
    pairs = list(zip(numbers, papers, strict=True))
    Authorship.objects.bulk_create(
        Authorship(paper=paper, author=shelf.authors[n % 50], order=1) for n, paper in pairs
    )
    TaggedPaper.objects.bulk_create(
        TaggedPaper(content_object=paper, tag=tag)
        for n, paper in pairs
        for tag in {shelf.tags[n % 20], shelf.tags[n * 7 % 20]}
    )
    for place, (model, *_others) in enumerate(models):
        copies = [paper.pk for n, paper in pairs if n % len(models) == place]
        _copy_notes(model.version.paper_id, copies)
        _copy_works(model.version.paper_id, copies)
    for place in range(len(LANGUAGES)):
        _editions(pairs, [model[place] for model in models], shelf)


def _editions(pairs: Sequence[tuple[int, Paper]], models: Sequence[Model], shelf: Shelf) -> None:
    """Make one language's editions of the papers: text, saved state, Version, Release and what is derived."""
    frozen = [_frozen(n, paper, models[n % len(models)].text, shelf) for n, paper in pairs]
    # Body and notes are the model's as they were written; only what differs is written anew.
    written = [
        {**models[n % len(models)].version.document, **document.write(replace(text, body="", notes=()))}
        for (n, _paper), text in zip(pairs, frozen, strict=True)
    ]
    rows = Translation.objects.bulk_create(
        Translation(
            paper=paper,
            language=text.language,
            title=text.title,
            body=text.body,
            printed_date=text.printed_date,
            translated_from=text.translated_from,
            revision=1,
        )
        for (_n, paper), text in zip(pairs, frozen, strict=True)
    )
    Revision.objects.bulk_create(
        Revision(translation=row, number=1, document=_unfrozen(values), origin=Revision.FORM)
        for row, values in zip(rows, written, strict=True)
    )
    versions = Version.objects.bulk_create(
        Version(
            paper=row.paper,
            translation=row,
            language=row.language,
            number=1,
            revision=1,
            schema=document.SCHEMA,
            document=values,
        )
        for row, values in zip(rows, written, strict=True)
    )
    now = timezone.now()
    Release.objects.bulk_create(Release(version=version, live_from=now) for version in versions)
    _derived([n for n, _paper in pairs], versions, frozen, models)


def _frozen(n: int, paper: Paper, text: Document, shelf: Shelf) -> Document:
    """Return the document of copy number `n`: the model's text under another title, author, series and date."""
    return replace(
        text,
        title=f"{text.title} {n}",
        volume=paper.volume,
        printed_date=date(2010, 1, 1) + timedelta(days=n % 5000),
        authors=(person_of(shelf.authors[n % 50], text.language, Authorship()),),
        series=series_head(shelf.series[n % 10], paper.volume, text.language),
    )


def _unfrozen(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document as a saved state has it: the text alone."""
    return {name: value for name, value in values.items() if name not in ("volume", "authors", "series")}


def _derived(
    numbers: Sequence[int], versions: Sequence[Version], frozen: Sequence[Document], models: Sequence[Model]
) -> None:
    """Make the reading pages, authors and passages of the copies from those of their models."""
    count = len(models)
    copies = list(zip(numbers, versions, frozen, strict=True))
    VersionPage.objects.bulk_create(_page(version, text, models[n % count]) for n, version, text in copies)
    VersionAuthor.objects.bulk_create(
        VersionAuthor(
            version=version,
            author_id=text.authors[0].id,
            order=1,
            name=text.authors[0].name.text,
            family_name=text.authors[0].family.text,
            given_name=text.authors[0].given.text,
        )
        for _n, version, text in copies
    )
    for place, model in enumerate(models):
        same = [version.pk for n, version, _text in copies if n % count == place]
        _copy_passages(model.version.pk, same)
        _copy_citations(model.version.pk, same)


def _copy_notes(model: int, papers: Sequence[int]) -> None:
    """Give each paper the notes of the model; the database copies, for rows in Python would cost more than all else."""
    _insert(
        "INSERT INTO papers_footnote (paper_id, key, kind) SELECT paper.id, note.key, note.kind "
        "FROM papers_paper paper CROSS JOIN papers_footnote note WHERE note.paper_id = %s AND paper.id IN ({})",
        model,
        papers,
    )
    _insert(
        "INSERT INTO papers_notetext (footnote_id, language, text, source_digest) "
        "SELECT note.id, words.language, words.text, words.source_digest FROM papers_footnote note "
        "JOIN papers_footnote first ON first.key = note.key AND first.paper_id = %s "
        "JOIN papers_notetext words ON words.footnote_id = first.id WHERE note.paper_id IN ({})",
        model,
        papers,
    )


def _copy_works(model: int, papers: Sequence[int]) -> None:
    """Let the notes of each paper cite what those of the model cite."""
    _insert(
        'INSERT INTO papers_citation (footnote_id, reference_id, "order", locator, label, printed, digest, '
        "is_short, confidence, confirmed_at) "
        'SELECT note.id, cited.reference_id, cited."order", cited.locator, cited.label, cited.printed, cited.digest, '
        "cited.is_short, cited.confidence, cited.confirmed_at FROM papers_footnote note "
        "JOIN papers_footnote first ON first.key = note.key AND first.paper_id = %s "
        "JOIN papers_citation cited ON cited.footnote_id = first.id WHERE note.paper_id IN ({})",
        model,
        papers,
    )


def _copy_citations(model: int, versions: Sequence[int]) -> None:
    _insert(
        'INSERT INTO papers_versioncitation (version_id, reference_id, note, "order", locator, label, is_short, '
        "printed, language, sentence, passage) "
        'SELECT version.id, cited.reference_id, cited.note, cited."order", cited.locator, cited.label, '
        "cited.is_short, cited.printed, cited.language, cited.sentence, cited.passage FROM papers_version version "
        "CROSS JOIN papers_versioncitation cited WHERE cited.version_id = %s AND version.id IN ({})",
        model,
        versions,
    )


def _copy_passages(model: int, versions: Sequence[int]) -> None:
    _insert(
        'INSERT INTO papers_versionpassage (version_id, "order", ids, html) '
        'SELECT version.id, passage."order", passage.ids, passage.html FROM papers_version version '
        "CROSS JOIN papers_versionpassage passage WHERE passage.version_id = %s AND version.id IN ({})",
        model,
        versions,
    )


def _insert(statement: str, model: int, rows: Sequence[int]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(statement.format(", ".join(["%s"] * len(rows))), [model, *rows])


def _page(version: Version, text: Document, model: Model) -> VersionPage:
    names = [
        name for author in text.authors for name in (author.name.text, author.family.text + author.given.text)
    ]
    own = {
        "version": version,
        "series": version.paper.series,
        "volume": text.volume,
        "volume_key": volume_key(text.volume),
        "printed_date": text.printed_date,
        "title": text.title,
        "authors": [rendering.person(author) for author in text.authors],
        "head": rendering.head(text),
        "styled": {},
        "text": f"{searchable(chr(10).join([text.title, '', *names]))}\n\n{model.tail.lstrip()}",
    }
    fields = {field.name: getattr(model.page, field.name) for field in VersionPage._meta.concrete_fields}
    values = {**fields, **own}
    return VersionPage(**{**values, "own_forms": citation.own_forms(VersionPage(**values))})
