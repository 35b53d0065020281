"""Fills a site with the sample papers of papers/demo, through the importer and the publisher."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from papers import importing, media, publishing, revisions
from papers.importing import Source, Wishes
from papers.management.progress import Progress
from papers.models import (
    Author,
    Authorship,
    Labelled,
    Paper,
    Revision,
    Series,
    SitePage,
    Tag,
    Translation,
    Translatorship,
)

FOLDER = settings.BASE_DIR / "papers" / "demo"


class Command(BaseCommand):
    help = "Load the sample series, authors, pages and papers; what is there already stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="where demo.json and its manuscripts are"
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        demo = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
        with media.storing():
            for model, rows in labels_in(demo):
                for values in rows:
                    make_labelled(model, values, folder)
        waiting = [paper for paper in demo["papers"] if not Paper.objects.filter(slug=paper["slug"]).exists()]
        progress = Progress(self.stdout, len(waiting), "papers")
        for paper in waiting:
            with media.storing():
                load_paper(folder, paper)
            progress.step(paper["slug"])
        if waiting:
            progress.close(f"{len(waiting)} sample papers loaded.")


def labels_in(demo: Mapping[str, Any]) -> list[tuple[type[Labelled], list[dict[str, Any]]]]:
    return [
        (Series, demo["series"]),
        (Author, demo["authors"]),
        (Tag, demo["tags"]),
        (SitePage, demo["pages"]),
    ]


def make_labelled(model: type[Labelled], values: Mapping[str, Any], folder: Path) -> None:
    """Make the row with this slug unless there is one; a value that is a mapping is a label per language.

    A cover is the name of a picture in the folder.
    """
    if model._default_manager.filter(slug=values["slug"]).exists():
        return
    row = model()
    set_values(row, {name: value for name, value in values.items() if name != "cover"})
    if isinstance(row, Series) and (name := values.get("cover")):
        row.cover = media.keep(media.read((folder / name).read_bytes()), name)
    row.save()


def set_values(row: Labelled, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if not isinstance(value, dict):
            setattr(row, name, value)
            continue
        for language, text in value.items():
            if language in dict(settings.LANGUAGES):
                row.set_label(name, language, text)


def load_paper(folder: Path, values: Mapping[str, Any]) -> None:
    """Import the manuscripts of one paper, say what they do not say themselves, and bring it where it stands."""
    wishes = Wishes(
        slug=values["slug"],
        series=values["series"],
        volume=values["volume"],
        original=values["original_language"],
    )
    changed = values.get("corrected", {}).get("passages", {})
    sources = [read(path, changed) for path in manuscripts(folder, values["stem"])]
    importing.store(sources, wishes)
    paper = Paper.objects.get(slug=values["slug"])
    paper.licence = values["licence"]
    paper.save()
    paper.tags.add(*Tag.objects.filter(slug__in=values["tags"]))
    paper.authorships.all().delete()
    for order, author in enumerate(values["authors"], start=1):
        credit(Authorship(paper=paper, order=order), author)
    waits = timedelta(days=values.get("goes_live_in_days", 0))
    for translation in paper.translations.exclude(body=""):
        complete(translation, values, timezone.localdate() + waits if waits else None)
    publishing.publish(
        list(paper.translations.exclude(body="")), at=timezone.now() + waits if waits else None
    )
    bring(folder, paper, values)


def bring(folder: Path, paper: Paper, values: Mapping[str, Any]) -> None:
    """Correct, withdraw or retract the paper, as its entry says."""
    if corrected := values.get("corrected"):
        importing.store([read(path) for path in manuscripts(folder, values["stem"])], Wishes(slug=paper.slug))
        publishing.publish(list(paper.translations.exclude(body="")), notes=corrected["note"])
    if withdrawn := values.get("withdrawn"):
        publishing.withdraw(paper, withdrawn["languages"], withdrawn["reason"])
    if retracted := values.get("retracted"):
        publishing.retract(paper, retracted["languages"], retracted["reason"])


def manuscripts(folder: Path, stem: str) -> list[Path]:
    return sorted(path for path in folder.glob(f"{stem}.*.*") if path.suffix in (".md", ".docx"))


def read(path: Path, changed: Mapping[str, Mapping[str, str]] | None = None) -> Source:
    """Return the manuscript; `changed` is what a language's text said before it was corrected."""
    data, language = path.read_bytes(), path.suffixes[-2].lstrip(".")
    if former := (changed or {}).get(language):
        data = data.decode().replace(former["new"], former["old"]).encode()
    codes = [code for code, _name in settings.LANGUAGES]
    return Source(path.name, data, importing.read(path.name, data, language, codes))


def credit(authorship: Authorship, values: Mapping[str, Any]) -> None:
    authorship.author = Author.objects.get(slug=values["author"])
    set_values(authorship, {name: values[name] for name in ("affiliation", "position")})
    authorship.save()


def complete(translation: Translation, values: Mapping[str, Any], day: date | None) -> None:
    """Add the printed date, `day` when it is given, and the translators of one edition."""
    for order, slug in enumerate(values["translators"].get(translation.language, ()), start=1):
        Translatorship.objects.create(
            translation=translation, author=Author.objects.get(slug=slug), order=order
        )
    printed = day or date.fromisoformat(values["printed_date"][translation.language])
    text = replace(revisions.working_copy(translation), printed_date=printed)
    revisions.save(translation, text, origin=Revision.IMPORT)
    Translation.objects.filter(pk=translation.pk).update(state=Translation.READY)
