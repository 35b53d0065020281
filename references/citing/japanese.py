"""The Japanese form, 著者「論文」『書名』発行者、年、頁。: as Japanese policy papers print it, in the order of SIST 02."""

import re
from collections.abc import Callable, Iterable
from html import escape

from references.citing import dates, names, places
from references.citing.work import Work

TAG = re.compile(r"<[^>]*>")
# What needs no 、 before it, and after what none stands.
OPENS, CLOSES = "「『（〔〈", "」』〉"
ROLES = {"editor": "編", "translator": "訳"}
# Courts date by the era.
COURT = re.compile(r"(?:判|決|命)$")
RESOLUTION = re.compile(r"決議|resolution", re.IGNORECASE)


def note(work: Work, locator: str, label: str) -> str:
    """Return a full note with its 。; whole pages of an article stand where no place is cited."""
    place = _place(work, locator, label) or _pages(work)
    return _ended(SHAPES.get(work.kind, _other)(work, place))


def line(work: Work) -> str:
    """Return a line of a list of sources: the note without a place."""
    return note(work, "", "page")


def short(work: Work, locator: str, label: str) -> str:
    """Return 坂元、前掲『日米同盟の絆』、183頁。; a work without author goes by its title alone."""
    found, others = _creators(work)[:2]
    said = "・".join(names.escaped(names.family(name)) for name in found[: names.MOST_IN_NOTE])
    said += "ほか" if said and (others or len(found) > names.MOST_IN_NOTE) else ""
    title = _short_title(work)
    head = f"{said}、前掲{title}" if said else f"前掲{title}"
    place = _place(work, locator, label)
    return _ended(f"{head}、{place}" if place else head)


def _place(work: Work, locator: str, label: str) -> str:
    """Return the cited place; newspapers count 面."""
    place = places.japanese(locator, label)
    return place.replace("頁", "面") if work.kind == "article-newspaper" else place


def joined(pieces: Iterable[str]) -> str:
    """Return the pieces that say something, with 、 between them where no bracket parts them."""
    said = ""
    for piece in filter(None, pieces):
        before, after = TAG.sub("", said), TAG.sub("", piece)
        is_solid = not before or before.endswith(tuple(CLOSES)) or after.startswith(tuple(OPENS))
        said += piece if is_solid else f"、{piece}"
    return said


def _ended(said: str) -> str:
    return said if TAG.sub("", said).endswith(("。", "？", "！")) else f"{said}。"


# ─── titles ───


def _piece(work: Work, name: str = "title") -> str:
    """Return a title in 「」; those inside it become 『』."""
    text = work.plain(name)
    return f"「{work.marked(text.translate(str.maketrans('「」', '『』')))}」" if text else ""


def _whole(work: Work, name: str = "title") -> str:
    """Return a title in 『』; those inside it become 「」."""
    text = work.plain(name)
    return f"『{work.marked(text.translate(str.maketrans('『』', '「」')))}』" if text else ""


def _short_title(work: Work) -> str:
    title = work.plain("title-short") or re.split(r"――|—|―|：|:\s", work.plain("title"))[0]
    cut = Work({**work.item, "title": title}, work.language)
    return (_whole if work.kind in ("book", "collection", "") or _is_bound(work) else _piece)(cut)


def _is_bound(work: Work) -> bool:
    """A report that a publisher brings out is titled as a book; a document of a ministry as a piece."""
    return work.kind == "report" and work.has("publisher") and not work.has("genre", "number")


# ─── who ───


def _creators(work: Work) -> tuple[list[names.Name], bool, str]:
    for role in ("author", "editor", "translator"):
        found, others = names.of(work, role)
        if found:
            return found, others, ROLES.get(role, "")
    return [], False, ""


def _lead(work: Work) -> str:
    found, others, did = _creators(work)
    return names.joined_in_japanese(found, others=others) + did


def _hands(work: Work, *roles: str) -> list[str]:
    """Return 奥山真司訳 of those who do not stand at the head."""
    head = _creators(work)[0]
    said = []
    for role in roles:
        found, others = names.of(work, role)
        if found and (work.kind == "chapter" or not names.same(found, head)):
            said.append(names.joined_in_japanese(found, others=others) + ROLES[role])
    return said


# ─── what ───


def _book(work: Work, place: str) -> str:
    title = _whole(work) + work.said("volume")
    return joined(
        [
            _lead(work) + title,
            *_hands(work, "editor", "translator"),
            _asked(work),
            work.said("edition"),
            _house(work),
            _issued(work),
            place,
            *_found_at(work),
        ]
    )


def _chapter(work: Work, place: str) -> str:
    book = "".join(_hands(work, "editor")) + _whole(work, "container-title")
    series = _series(work)
    book += f"〈{series}〉" if series else ""
    rest = [*_hands(work, "translator"), work.said("edition"), work.said("publisher"), _issued(work), place]
    return joined([_lead(work) + _piece(work), book, *rest, *_found_at(work)])


def _journal(work: Work, place: str) -> str:
    volume = f"第{work.said('volume')}巻" if work.has("volume") else ""
    issue = f"第{work.said('issue')}号" if work.has("issue") else ""
    issued = _issued(work)
    run = f"{volume}{issue}（{issued}）" if volume + issue and issued else volume + issue or issued
    return joined([_lead(work) + _piece(work), _whole(work, "container-title"), run, place, *_found_at(work)])


def _magazine(work: Work, place: str) -> str:
    issued = _issued(work)
    issue = f"{issued}号" if issued.endswith("月") else issued
    number = f"第{work.said('issue')}号" if work.has("issue") else ""
    return joined(
        [_lead(work) + _piece(work), _whole(work, "container-title"), issue, number, place, *_found_at(work)]
    )


def _newspaper(work: Work, place: str) -> str:
    genre = f"（{work.said('genre')}）" if work.has("genre") else ""
    paper = _whole(work, "container-title")
    rest = [_issued(work), work.said("edition"), place, *_found_at(work)]
    return joined([_lead(work) + _piece(work) + genre, paper, *rest])


def _web(work: Work, place: str) -> str:
    genre = f"（{work.said('genre')}）" if work.has("genre") else ""
    site = [work.said("container-title"), work.said("publisher")]
    return joined([_lead(work) + _piece(work) + genre, *site, _issued(work), place, *_found_at(work)])


def _report(work: Work, place: str) -> str:
    if RESOLUTION.search(work.plain("genre")):
        return _resolution(work, place)
    title = (_whole if _is_bound(work) else _piece)(work)
    genre = work.said("genre")
    if work.plain("genre").endswith("決定"):
        # What a cabinet decided is dated with it: （平成26年4月1日閣議決定）.
        return joined([_lead(work) + title, f"（{_issued(work)}{genre}）", place, *_found_at(work)])
    number = work.said("number")
    number = f" No.{number}" if number.isdecimal() and genre else number
    series = " ".join(filter(None, [_series(work), f"{genre}{number}"]))
    version = f"第{work.said('version')}版" if work.has("version") else ""
    rest = [version, work.said("publisher"), _issued(work), work.said("archive")]
    return joined(
        [_lead(work) + title, *_hands(work, "editor", "translator"), series, *rest, place, *_found_at(work)]
    )


def _resolution(work: Work, place: str) -> str:
    body = "" if work.plain("title").startswith(work.plain("publisher")) else work.said("publisher")
    title = work.said("title") if not body else _piece(work)
    title += "" if "決議" in work.plain("title") else "決議"
    return joined([body + title, work.said("number"), _issued(work), place, *_found_at(work)])


def _thesis(work: Work, place: str) -> str:
    inner = "、".join(filter(None, [work.said("genre"), work.said("publisher"), _issued(work)]))
    return joined([_lead(work) + _piece(work) + (f"（{inner}）" if inner else ""), place, *_found_at(work)])


def _speech(work: Work, place: str) -> str:
    event, genre = work.said("event-title"), work.said("genre")
    held = f"{event}における{genre or '演説'}" if event else genre
    rest = [held, work.said("event-place"), _issued(work), place]
    return joined([_lead(work) + _piece(work), *rest, *_found_at(work)])


def _meeting(work: Work, place: str) -> str:
    if work.has("container-title"):
        return _chapter(work, place)
    held = f"{work.said('event-title')}報告" if work.has("event-title") else "学会報告"
    rest = [held, work.said("event-place"), _issued(work), place]
    return joined([_lead(work) + _piece(work), *rest, *_found_at(work)])


def _interview(work: Work, place: str) -> str:
    genre = f"（{work.said('genre') or 'インタビュー'}）"
    rest = [_asked(work), work.said("container-title"), work.said("publisher"), _issued(work), place]
    return joined([_lead(work) + _piece(work) + genre, *rest, *_found_at(work)])


def _broadcast(work: Work, place: str) -> str:
    issued = _issued(work)
    rest = [work.said("publisher"), f"{issued}放送" if issued else "", place]
    return joined([_piece(work), _whole(work, "container-title"), *rest, *_found_at(work)])


def _letter(work: Work, place: str) -> str:
    what = work.said("genre") + (f"（{work.said('note')}）" if work.has("note") else "")
    rest = [what, _issued(work), work.said("archive"), place]
    return joined([_lead(work) + _piece(work), *rest, *_found_at(work)])


def _law(work: Work, place: str) -> str:
    """自衛隊法（昭和29年法律第165号）第76条。"""
    number = work.said("number")
    said = work.said("title") + (f"（{number}）" if number else "")
    return joined([said + place, *_found_at(work)])


def _treaty(work: Work, place: str) -> str:
    """A treaty is dated by its signature; one that is known by its number in Japan has the year in it."""
    signed = _issued(work) if len((dates.parts(work.item.get("issued")) or [[]])[0]) == 3 else ""
    if not signed:
        return _law(work, place)
    number = f"（{work.said('number')}）" if work.has("number") else ""
    return joined([work.said("title"), f"{signed}署名{number}", place, *_found_at(work)])


def _case(work: Work, place: str) -> str:
    """最大判昭和34年12月16日刑集13巻13号3225頁（砂川事件）。"""
    authority = work.said("authority")
    is_short = bool(COURT.search(work.plain("authority")))
    day = dates.era(work.item.get("issued")) if is_short else f"{_issued(work)}判決"
    run = work.said("container-title")
    run += "".join(
        f"{work.said(name)}{sign}"
        for name, sign in (("volume", "巻"), ("issue", "号"), ("page", "頁"))
        if work.has(name)
    )
    said = f"{authority}{day}{run}" if is_short else joined([authority + day, run])
    known = f"（{work.said('title')}）" if work.has("title") else ""
    return joined([said + known, place, *_found_at(work)])


def _hearing(work: Work, place: str) -> str:
    """第55回国会衆議院決算委員会議録第5号、昭和42年4月21日、10頁（佐藤栄作）。"""
    number = f"第{work.said('number')}号" if work.plain("number").isdecimal() else work.said("number")
    spoke, others = names.of(work, "author")
    who = f"（{names.joined_in_japanese(spoke, others=others)}）" if spoke else ""
    return joined([f"{_whole(work)}{number}", _issued(work), place]) + who


def _other(work: Work, place: str) -> str:
    title = (_piece if work.has("container-title") else _whole)(work)
    rest = [work.said("publisher"), _issued(work), place]
    return joined([_lead(work) + title, _whole(work, "container-title"), *rest, *_found_at(work)])


SHAPES: dict[str, Callable[[Work, str], str]] = {
    "article-journal": _journal,
    "article-magazine": _magazine,
    "article-newspaper": _newspaper,
    "bill": _law,
    "book": _book,
    "broadcast": _broadcast,
    "chapter": _chapter,
    "collection": _book,
    "dataset": _web,
    "hearing": _hearing,
    "interview": _interview,
    "legal_case": _case,
    "legislation": _law,
    "paper-conference": _meeting,
    "personal_communication": _letter,
    "post": _web,
    "post-weblog": _web,
    "regulation": _law,
    "report": _report,
    "speech": _speech,
    "thesis": _thesis,
    "treaty": _treaty,
    "webpage": _web,
}


# ─── the pieces ───


def _issued(work: Work) -> str:
    return dates.japanese(work.item.get("issued"))


def _pages(work: Work) -> str:
    return places.japanese(work.plain("page")) if work.kind in ("article-journal", "chapter") else ""


def _series(work: Work) -> str:
    return work.said("collection-title") + work.said("collection-number")


def _house(work: Work) -> str:
    """Return the publisher, with the series as its pocket books have it: 岩波書店〔岩波文庫〕, 中公新書."""
    series, publisher = _series(work), work.said("publisher")
    return f"{publisher}〔{series}〕" if series and publisher else publisher or series


def _asked(work: Work) -> str:
    asked, others = names.of(work, "interviewer")
    return f"聞き手・{names.joined_in_japanese(asked, others=others)}" if asked else ""


def _found_at(work: Work) -> list[str]:
    """Return the address and when it was looked at: https://…（2024年2月3日閲覧）."""
    accessed = dates.japanese(work.item.get("accessed"))
    seen = f"（{accessed}閲覧）" if accessed else ""
    doi = work.plain("DOI")
    where = escape(f"https://doi.org/{doi}", quote=False) if doi else work.said("URL")
    return [where + seen]
