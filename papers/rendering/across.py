"""Ways across: beside each passage of a reading page, a link to its counterpart in another edition."""

import re
from itertools import chain

from django.utils.html import escape
from django.utils.safestring import SafeString

from papers.rendering.words import safe

# Where a passage begins that a way may stand in; a heading would be read out with it, a table's frame scroll it away.
# A passage without an id is one of several with the same name: the anchor stands at the first of them.
# Our writing puts each block on a line of its own, and escapes < and > wherever else they stand.
_FIRST = re.compile(
    r"<(?:p|figure|(?P<many>blockquote|ul|ol))\b[^<>]*?"
    r' (?:id="p-(?P<anchor>[^"]+)"|data-passage="(?P<name>[^" ]+)[^"]*"(?![^<>]* id="))[^<>]*>'
    r"(?(many)\s*(?:<li[^<>]*>\s*)?<p\b[^<>]*>)"
)
# A pattern that begins with a line break is found three times as fast.
_FURTHER = re.compile(f"\n{_FIRST.pattern}")


def with_ways_across(body: str, url: str, language: str, name: str, interface: str = "") -> SafeString:
    """Return the body with a link in each passage to the same passage at `url`, the parallel page with `language`.

    The link has a name, in the `interface` language when that is another than the page's. Its sign is the style
    sheet's, so that neither a copied text nor a reader view has it.
    """
    words = f' lang="{escape(interface)}"' if interface else ""
    before = f'<a class="way-across" href="{escape(url)}#p-'
    after = f'" hreflang="{escape(language)}"{words} aria-label="{escape(name)}"></a>'
    first = _FIRST.match(body)
    pieces, start = [], 0
    for found in chain([first] if first else [], _FURTHER.finditer(body, first.end() if first else 0)):
        pieces += [body[start : found.end()], before, found["anchor"] or found["name"], after]
        start = found.end()
    return safe("".join([*pieces, body[start:]]))
