"""How many printed notes come out of their items as they went in: `python -m tests.citing_rates [FILE…] [--wrong]`."""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import html as markup_of

from references import citing, notes
from tests import notes_rates

FILES = [Path(__file__).parent / f"samples/notes/{name}.toml" for name in ("english", "japanese")]


def plain(html: str) -> str:
    """Return the text of a line."""
    return markup_of.fromstring(f"<p>{html}</p>").text_content()


def whole(item: notes.Item) -> dict[str, object]:
    """Return the item of a reading; that there are other authors stands in it as BibTeX has it."""
    others = [{"literal": "others"}] if item.others else []
    return {**item.item, "author": [*item.item.get("author", []), *others]}


def printed(item: notes.Item, language: str) -> str:
    """Return the note of a reading as text."""
    write = citing.short_note if item.short else citing.note
    return plain(write(whole(item), item.locator, item.label, language=language))


def short(item: notes.Item, locator: str, label: str) -> str:
    """Return the short note of a work that was read in full, as text."""
    return plain(citing.short_note(whole(item), locator, label, language="ja"))


def trips(paths: Iterable[Path]) -> Iterator[tuple[str, str, str]]:
    """Yield kind, text and what was printed of every pair of one source and nothing else, without marks of italics."""
    for path in paths:
        for pair in notes_rates.pairs(path):
            note = notes.read(pair["text"], pair.get("language"))
            if len(note.items) == 1 and not note.comment and not note.unread:
                language = pair.get("language") or "ja"
                kind = f"{path.stem} {pair['kind']}"
                yield kind, pair["text"].replace("*", ""), printed(note.items[0], language)


def rates(paths: Iterable[Path]) -> tuple[Counter[str], Counter[str]]:
    """Return how many notes of each kind came out as they went in, and how many there were."""
    same, all_of_them = Counter[str](), Counter[str]()
    for kind, text, said in trips(paths):
        all_of_them[kind] += 1
        same[kind] += text == said
    return same, all_of_them


def main(arguments: list[str]) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="*", type=Path, default=FILES)
    parser.add_argument("--wrong", action="store_true", help="print the notes that came out otherwise")
    options = parser.parse_args(arguments)
    if options.wrong:
        for kind, text, said in trips(options.file):
            if text != said:
                print(kind, f"    {text}", f"    {said}", sep="\n")
    same, all_of_them = rates(options.file)
    for kind in sorted(all_of_them):
        print(f"{kind:32}{same[kind]:4} of {all_of_them[kind]}")
    print(f"{'all':32}{same.total():4} of {all_of_them.total()}")


if __name__ == "__main__":
    main(sys.argv[1:])
