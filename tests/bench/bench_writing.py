"""How long an import and a publication take, beside a process that does nothing but run pandoc."""

import resource
import time
from pathlib import Path

import pypandoc
import pytest

from papers import importing, publishing, revisions
from papers.importing import Source, Wishes
from papers.models import Revision, Translation
from papers.publishing import citing
from tests.bench.corpus import LANGUAGES, SAMPLES, publish_manuscript

# Transactions end as they do in production, so that what is timed includes its COMMIT.
pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 10


def word_file(folder: Path) -> bytes:
    """Return a .docx with 22 real footnotes."""
    notes = "\n\n".join(
        f"[^{n}]: Author {n}, *Title of Work {n}* (Publisher, 2024), {n}." for n in range(1, 23)
    )
    text = "\n\n".join(
        f"Paragraph {n} of a paper, long enough to be one. It cites.[^{n}]" for n in range(1, 23)
    )
    path = folder / "paper.docx"
    pypandoc.convert_text(f"# Title\n\n{text}\n\n{notes}", "docx", format="markdown", outputfile=str(path))
    return path.read_bytes()


def test_at_least_three_imports_a_second_with_pandoc_in_bounds(tmp_path):
    data = word_file(tmp_path)
    start = time.perf_counter()
    for number in range(TIMES):
        source = Source("paper.docx", data, importing.read("paper.docx", data, "en", LANGUAGES))
        importing.store([source], Wishes(slug=f"paper-{number}"))
    rate = TIMES / (time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024

    print(f"\nimports of a 22-note .docx: {rate:.1f} a second, pandoc's peak {peak:.0f} MiB")
    assert rate >= 3
    assert peak < 150


def test_a_publication_takes_under_fifty_milliseconds(monkeypatch):
    """Readers have it with the COMMIT; the citations in other people's styles follow, in a run of pandoc."""
    publish_manuscript()
    keep, following = citing.keep, []
    monkeypatch.setattr(citing, "keep", following.append)
    translation = Translation.objects.get(language="ja")
    name = "manuscript.ja.txt"
    data = (SAMPLES / name).read_bytes()
    reading, publication, styles = [], [], []
    for number in range(TIMES):
        text = revisions.working_copy(translation)
        revisions.save(translation, text, origin=Revision.FORM)
        Translation.objects.filter(pk=translation.pk).update(title=f"題 {number}")
        translation.refresh_from_db()
        revisions.save(translation, revisions.working_copy(translation), origin=Revision.FORM)
        reading.append(timed(lambda: importing.read(name, data, "ja", LANGUAGES)))
        publication.append(timed(lambda: publishing.publish([translation])))
        styles.append(timed(lambda: keep(following.pop())))

    middle = sorted(publication)[TIMES // 2] * 1000
    print(f"\na publication, COMMIT included: {min(publication) * 1000:.1f} ms (median {middle:.1f})")
    print(f"its citations in other styles, after that: {min(styles) * 1000:.1f} ms")
    print(f"reading the same manuscript: {min(reading) * 1000:.1f} ms")
    assert middle < 50


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
