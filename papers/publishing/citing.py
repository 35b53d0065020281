"""How other people's styles cite an edition: made by pandoc once it is published, and kept beside its reading page."""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from lxml import etree
from lxml import html as markup_of

from papers import citation
from papers.importing import pandoc
from papers.models import Version, VersionPage
from references.citing import in_letters, script, with_english

FOLDER = Path(__file__).parent.parent / "styles"
STYLES = {"apa": "apa", "mla": "modern-language-association"}
# Versions in one run of pandoc: a second's work.
BATCH = 400
# Both styles are those of English journals; their words stay English whatever is cited.
LOCALE = "en-US"
FORMS = ["--from", "csljson", "--to", "html", "--wrap=none"]
RUN = ["--lua-filter", "styles.lua", "-M", f"lang={LOCALE}", "-M", f"styles={' '.join(STYLES.values())}"]
JOINER = "\N{WORD JOINER}"
# What a style does because of other items in a list: here each is cited by itself.
_OF_A_LIST = re.compile(r'\s(?:subsequent-author-substitute|disambiguate-add-[a-z-]+)="[^"]*"')


class StylesError(RuntimeError):
    """pandoc gave no citations; what is kept stays as it is."""


def keep(versions: Iterable[int]) -> None:
    """Make and store how the styles cite these Versions, a run of pandoc and a transaction for every BATCH of them.

    An expunged one has nothing that could be cited.
    """
    keys = list(versions)
    for start in range(0, len(keys), BATCH):
        rows = Version.objects.filter(pk__in=keys[start : start + BATCH], expunged_reason="")
        cited = {row.pk: citation.words(row.page) for row in rows.with_citation(timezone.now())}
        made = styled(cited)
        with transaction.atomic():
            VersionPage.objects.bulk_update(
                [VersionPage(version_id=key, styled=forms) for key, forms in made.items()], ["styled"]
            )


def styled(items: Mapping[int, citation.Item]) -> dict[int, dict[str, str]]:
    """Return HTML by style for each item, all in one run of pandoc; for the address stands citation.PLACE."""
    if not items:
        return {}
    listed = [{**in_letters(item), "id": f"n{key}", "URL": citation.PLACE} for key, item in items.items()]
    # To a style "<i>" in a title is italics; to us it is what the title says.
    given = json.dumps(listed, ensure_ascii=False).replace("<", f"<{JOINER}")
    tree = markup_of.fromstring(_answer(given).replace(JOINER, ""))
    found = {style: dict(_entries(tree, name)) for style, name in STYLES.items()}
    return {
        key: {
            style: with_english(forms[key], item.get("language", LOCALE))
            for style, forms in found.items()
            if key in forms
        }
        for key, item in items.items()
    }


def _answer(items: str) -> str:
    """Return pandoc's HTML for a list of items."""
    with tempfile.TemporaryDirectory(prefix="taiyaku-") as folder:
        Path(folder, "manuscript").write_text(items, encoding="utf-8")
        Path(folder, "styles.lua").write_bytes((FOLDER / "styles.lua").read_bytes())
        for name in STYLES.values():
            style = (FOLDER / f"{name}.csl").read_text(encoding="utf-8")
            Path(folder, f"{name}.csl").write_text(_OF_A_LIST.sub("", style), encoding="utf-8")
        answer, code, late = pandoc.run([*FORMS, *RUN], folder)
    if code or late:
        raise StylesError(f"pandoc ended with {code}{', late' if late else ''}.")
    return answer.decode("utf-8")


def _entries(tree: etree._Element, style: str) -> Iterator[tuple[int, str]]:
    """Yield the key of each item and the line of it in a style."""
    for entry in tree.iterfind(f".//div[@id='{style}']//div[@class='csl-entry']"):
        yield int(entry.get("id", "").removeprefix("ref-n")), " ".join(_line(entry).split())


def _line(element: etree._Element) -> str:
    """Return the text with its italics and no other markup; letters that are not slanted have none."""
    inner = escape(element.text or "", quote=False)
    for child in element:
        words = _line(child)
        is_slanted = child.tag in ("em", "i") and not script(words)
        inner += f"<em>{words}</em>" if is_slanted else words
        inner += escape(child.tail or "", quote=False)
    return inner
