"""Captions: which figure or table a caption belongs to."""

import re

Piece = tuple[str, str]

def inline(blocks: str) -> str:
    return re.sub(r"</p>\s*<p>", " ", blocks).replace("<p>", "").replace("</p>", "")


def below(figure: str, caption: str) -> str:
    return figure.replace("</figure>", f"<figcaption>{inline(caption)}</figcaption></figure>")


def settled(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the blocks with each caption inside the figure above it or the table next to it."""
    done: list[tuple[str, str]] = []
    for kind, html in pieces:
        above, above_html = done[-1] if done else ("", "")
        if kind == "caption" and above == "figure" and "<figcaption>" not in above_html:
            done[-1] = ("figure", below(above_html, html))
        elif kind == "table" and above == "caption" and "<caption>" not in html:
            done[-1] = (
                "table",
                html.replace("<table>", f"<table><caption>{inline(above_html)}</caption>", 1),
            )
        elif kind == "caption" and above == "table" and "<caption>" not in above_html:
            done[-1] = (
                "table",
                above_html.replace("<table>", f"<table><caption>{inline(html)}</caption>", 1),
            )
        else:
            done.append((kind, html))
    return done
