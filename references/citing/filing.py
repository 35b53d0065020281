"""The order of a bibliography (CMOS 14.65–71)."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from references.citing import names
from references.citing.credits import creators
from references.citing.dates import year
from references.citing.work import UPRIGHT, Work, base, script

ARTICLE = re.compile(r"^(?:the|an?|la|le|les|der|die|das)\s|^l[’']", re.IGNORECASE)
NOT_FILED = re.compile(r"[^\w\s]")


def sort_key(item: Mapping[str, Any], language: str) -> tuple[bool, str, str, str]:
    """Return what lines are put in order by: script, authors as filed, title without its article, year.

    Lines in the letters of the page's language come first. Japanese ones go by the family name as it is printed: how
    it is read is not known.
    """
    work = Work(item, "en")
    who = " ".join(names.inverted(name) for name in creators(work)[0])
    title = filed(ARTICLE.sub("", work.plain("title")))
    first = filed(who) or title
    return (bool(script(first)) != (base(language) in UPRIGHT), first, title, year(item.get("issued")))


# A page puts the same works in order at every view.
@lru_cache(maxsize=8192)
def filed(text: str) -> str:
    """Return a text as it is put in order: without points, marks of letters and capitals."""
    plain = unicodedata.normalize("NFKD", NOT_FILED.sub("", text)).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign) or script(sign))
    return " ".join(unicodedata.normalize("NFC", letters).split())
