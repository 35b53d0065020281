"""DOIs and addresses in the one form in which they are compared."""

import re
import unicodedata
from contextlib import suppress
from urllib.parse import SplitResult, quote, unquote, unquote_to_bytes, urlsplit

# The DOI Handbook, 2.2: a prefix "10." with its registrant, a slash, and a suffix of any signs; case does not count.
_DOI = re.compile(
    r"(?:(?:https?://)?(?P<resolver>(?:dx\.|www\.)?doi\.org/)|doi:\s*|info:doi/)?(?P<name>10\.\d{4,9}/\S+)"
)
_STOPS = ".,;:。、”’\"'>"
_PAIRS = {")": "(", "]": "[", "}": "{"}

# What only tells the site where a reader came from.
_TRACKING = re.compile(
    r"utm_\w*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|_gl|_ga|_hs\w*"
)
# The first page of a site, in any of its languages: what is cited there changes from day to day.
_HOME = re.compile(
    r"(?:/(?:[ej]|[a-z]{2}(?:-[a-z]{2,4})?|eng|jpn|english|japanese))?(?:/(?:default|home|top)\.\w{1,5})?"
)
_INDEX = re.compile(r"/index\.\w{1,5}\Z")
_ARCHIVED = re.compile(r"/web/\d{1,14}(?:[a-z]{2}_|\*)?/(?=https?:/)")
_SAFE = "/:@!$&'()*+,;=~-._"
LONGEST = 2_000


def doi(text: str) -> str:
    """Return the DOI in small letters without resolver and trailing stops; empty for what is none."""
    found = _DOI.fullmatch(unicodedata.normalize("NFKC", text[:LONGEST]).strip().lower())
    if not found:
        return ""
    name = found["name"]
    return _without_stops(unquote(name) if found["resolver"] else name)


def _without_stops(name: str) -> str:
    """Take off the end what belongs to the sentence: stops, and brackets that nothing in the DOI opens."""
    while name:
        last = name[-1]
        if last not in _STOPS and not (last in _PAIRS and name.count(last) > name.count(_PAIRS[last])):
            break
        name = name[:-1]
    return name


def url(text: str) -> str:
    """Return host, path and query as they are compared; empty for what is no address of a page.

    Scheme, "www.", the last slash, an index page, tracking parameters, their order and the form of percent-encoding make
    no difference; what an archive keeps is the page that it keeps. A fragment leads to a place within the page and is
    left out, but for those that name a page of their own (#!, #/). The first page of a site is the address of no work.
    """
    parts = _split(text.strip()[:LONGEST])
    if parts and parts.hostname == "web.archive.org" and (kept := _ARCHIVED.match(parts.path)):
        inner = parts.path[kept.end() :].replace(":/", "://", 1).replace(":///", "://", 1)
        parts = _split(f"{inner}?{parts.query}")
    if parts is None:
        return ""
    path = _INDEX.sub("", _encoded(parts.path)).rstrip("/")
    query = "&".join(sorted(map(_encoded, _told(parts.query))))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    if _HOME.fullmatch(path.lower()) and not query and not fragment:
        return ""
    return _host(parts) + path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _split(text: str) -> SplitResult | None:
    """Return the parts of a web address, one without its scheme too; None for anything else."""
    try:
        parts = urlsplit(f"http://{text}" if text.lower().startswith("www.") else text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return None
    return parts if host and parts.scheme in ("http", "https") else None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    # What is no name of a host still equals itself as it is printed.
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def _told(query: str) -> list[str]:
    """Return the parameters of a query that say which page is meant."""
    pairs = (pair for pair in query.split("&") if pair)
    return [pair for pair in pairs if not _TRACKING.fullmatch(pair.partition("=")[0].lower())]


def _encoded(text: str) -> str:
    return quote(unquote_to_bytes(text), safe=_SAFE)
