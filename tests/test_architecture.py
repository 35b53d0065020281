"""The house stands as drawn: every module on the map, imports go down, public rooms see only the public record."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# From the roof down; a module may import from its own floor or a lower one.
FLOORS = [
    ["config.urls", "config.settings", "config.wsgi", "config"],
    ["papers.urls", "papers.management", "papers.apps", "papers.checks"],
    [
        "papers.admin",
        "papers.views",
        "papers.feeds",
        "papers.sitemaps",
        "papers.middleware",
        "papers.templatetags",
    ],
    ["papers.forms", "papers.widgets"],
    [
        "papers.importing",
        "papers.exporting",
        "papers.publishing",
        "papers.revisions",
        "papers.sources",
        "papers.caching",
        "papers.media",
        "papers.copies",
    ],
    ["papers.rendering", "papers.citation", "papers.metadata", "papers.search"],
    ["papers.models", "papers.translation"],
    ["papers.document", "papers.passages", "papers.footnotes", "papers.markup"],
    # ─── the wall ───
    ["references.admin", "references.apps", "references.management"],
    ["references.accessions"],
    ["references.forms", "references.wording"],
    ["references.matching", "references.history"],
    ["references.models"],
    ["references.formats"],
    ["references.citing", "references.bibtex", "references.ris", "references.sheet"],
    ["references.interchange"],
    ["references.notes"],
    ["references.csl"],
]
DOORS = FLOORS[2]
PUBLIC = [
    "papers.views",
    "papers.feeds",
    "papers.sitemaps",
    "papers.rendering",
    "papers.metadata",
    "papers.citation",
    "papers.search",
    "papers.exporting",
    "papers.caching",
    "papers.copies",
]
WORKING_COPY = {
    "Translation",
    "Footnote",
    "NoteText",
    "Citation",
    "OpenCitation",
    "Authorship",
    "Revision",
    "Manuscript",
    "Intake",
    "IntakeFile",
    "Translatorship",
}

# What the format of a file calls its own parts, in the modules that write it.
WORDS_OF_FORMATS = {"papers.exporting.docx": {"footnotes"}, "papers.exporting.jats": {"translation"}}

# The ways that lead there from a Paper, an Author or a Version.
ROADS = {
    "translation",
    "translations",
    "footnotes",
    "opencitations",
    "authorships",
    "translatorships",
    "revisions",
    "manuscripts",
}


def modules() -> dict[str, Path]:
    """Return every module of the house by its dotted name."""
    found = {}
    for top in ("config", "papers", "references"):
        for path in (ROOT / top).rglob("*.py"):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                found[name.removesuffix(".__init__")] = path
    return found


def floor_of(name: str) -> int | None:
    """Return the floor a module stands on, by the longest name on the map that it belongs to."""
    rooms = [(room, number) for number, floor in enumerate(FLOORS) for room in floor]
    fitting = [(len(room), number) for room, number in rooms if name == room or name.startswith(room + ".")]
    return max(fitting)[1] if fitting else None


def imports(name: str, path: Path) -> Iterator[str]:
    """Yield the modules of the house that a module imports, inside functions too."""
    known = modules()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known:
                    yield inner
                elif node.module in known:
                    yield node.module


def within(name: str, rooms: list[str]) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


def test_every_module_is_on_the_map():
    lost = [name for name in modules() if name not in ("papers", "references") and floor_of(name) is None]

    assert lost == []


def test_imports_go_down():
    upward = [
        f"{name} → {other}"
        for name, path in modules().items()
        for other in imports(name, path)
        if other not in ("papers", "references")
        and (floor_of(other) or 0) < (floor_of(name) if floor_of(name) is not None else 99)
    ]

    assert upward == []


def test_the_ground_floor_knows_nothing_of_papers():
    upward = [
        f"{name} → {other}"
        for name, path in modules().items()
        if name.startswith("references")
        for other in imports(name, path)
        if other.startswith("papers")
    ]

    assert upward == []


def test_nobody_imports_a_door_but_the_addresses():
    callers = [
        f"{name} → {other}"
        for name, path in modules().items()
        if name not in ("papers.urls", "config.urls") and not within(name, DOORS)
        for other in imports(name, path)
        if within(other, DOORS)
    ]

    assert callers == []


def test_no_two_modules_import_each_other_in_a_ring():
    known = modules()
    graph = {
        # A package's own __init__ gathers what stands in it.
        name: {other for other in imports(name, path) if not name.startswith(other + ".")}
        for name, path in known.items()
    }

    assert len(list(TopologicalSorter(graph).static_order())) >= len(known)


def private(source: str) -> set[str]:
    """Return what of the working copy a source names: a model by name, or a way there as attribute or step of a path."""
    names, steps = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute):
            steps.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            steps |= set(node.value.split("__"))
    return (names | steps) & WORKING_COPY | steps & ROADS


@pytest.mark.parametrize("name", [name for name in modules() if within(name, PUBLIC)])
def test_a_public_room_never_names_the_working_copy(name):
    named = private(modules()[name].read_text(encoding="utf-8"))

    assert named - WORDS_OF_FORMATS.get(name, set()) == set()


@pytest.mark.parametrize(
    "source",
    [
        "from papers.models import Translation",
        "models.Translation",
        "row.translation.title",
        "paper.translations.all()",
        "paper.authorships",
        'rows.select_related("translation")',
        'rows.prefetch_related("paper__authorships")',
        'rows.values("version__translation__title")',
    ],
)
def test_every_way_to_the_working_copy_is_seen(source):
    assert private(source)


@pytest.mark.parametrize("name", sorted(modules()))
def test_every_module_opens_with_one_sentence(name):
    path = modules()[name]
    if path.name == "manage.py" or not path.read_text(encoding="utf-8").strip():
        return

    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), name
