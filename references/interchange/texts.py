"""Lines of text as every format writes them: one line each, ranges of pages with one dash."""

import re

# An ideographic space is a letter of its own in a Japanese title; TeX, RIS and sheets only take the others together.
SPACES = re.compile(r"[ \t\n\r\f\v]+")
RANGE = re.compile(r"(?<=[0-9ivxlc])\s?(?:--?-?|[–‒—−~〜～])\s?(?=[0-9ivxlc])")


def one_line(text: str) -> str:
    """Return the text in one line, words parted by one space."""
    return SPACES.sub(" ", text).strip(" ")


def with_dash(pages: str) -> str:
    """Return the pages with an en dash in each range, which every program ties with another one."""
    return RANGE.sub("–", pages.strip())
