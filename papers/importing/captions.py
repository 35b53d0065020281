"""Captions: which figure or table a paragraph in a caption's style belongs to."""

import re

# A block's kind ("figure", "table", "caption" or another) and its HTML.
Piece = tuple[str, str]

# Captions of tables stand above them, those of figures below; so says every style guide.
_ABOVE = re.compile(r"\W*(?:表|tab(?:le|\.)|표)", re.IGNORECASE)


def settle(pieces: list[Piece]) -> list[Piece]:
    """Return the blocks with each caption inside its figure or its table; one that has none stays a paragraph."""
    done: list[Piece] = []
    for at, (kind, html) in enumerate(pieces):
        above = done[-1] if done else ("", "")
        below = pieces[at + 1][0] if at + 1 < len(pieces) else ""
        if kind == "table" and above[0] == "caption" and "<caption>" not in html:
            done[-1] = ("table", on_table(html, above[1]))
        elif kind == "caption" and _takes(above, waiting=below == "table" and _is_above(html)):
            done[-1] = (
                above[0],
                on_figure(above[1], html) if above[0] == "figure" else on_table(above[1], html),
            )
        else:
            done.append((kind, html))
    return done


def _takes(above: Piece, *, waiting: bool) -> bool:
    kind, html = above
    return not waiting and (
        (kind == "figure" and "<figcaption>" not in html) or (kind == "table" and "<caption>" not in html)
    )


def _is_above(html: str) -> bool:
    return bool(_ABOVE.match(re.sub(r"<[^>]*>", "", html)))


def inline(blocks: str) -> str:
    """Return paragraphs as the inline text of a caption."""
    return re.sub(r"</p>\s*<p>", " ", blocks).replace("<p>", "").replace("</p>", "")


def on_figure(figure: str, caption: str) -> str:
    """Return a figure with a caption below it."""
    return figure.replace("</figure>", f"<figcaption>{inline(caption)}</figcaption></figure>")


def on_table(table: str, caption: str) -> str:
    """Return a table with a caption above it."""
    return table.replace("<table>", f"<table><caption>{inline(caption)}</caption>", 1)
