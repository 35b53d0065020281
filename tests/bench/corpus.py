"""Our own manuscript of 22 notes, imported and published, for what is measured on one paper."""

from pathlib import Path

from papers import importing, publishing
from papers.importing import Source, Wishes
from papers.models import Translation, Version

SAMPLES = Path(__file__).parent.parent / "samples"
LANGUAGES = ("en", "ja")


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
