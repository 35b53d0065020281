"""Who wrote a paper: the authors that a file names, matched to those the paper has, and the * notes on them."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from papers import markup
from papers.document import Person, Text
from papers.importing.manuscript import Manuscript, NotKept
from papers.importing.slugs import free, plain
from papers.models import Author, Authorship, Paper, column

_NOBODY = Person(id=0, family=Text(), given=Text(), name=Text())


def script_of(text: str, fallback: str) -> str:
    """Return the site's language a text is written in, as far as its letters tell; else the fallback."""
    codes = [code for code, _name in settings.LANGUAGES]
    signs = {"ja": r"[\u3040-\u30ff\u4e00-\u9fff]", "ko": r"[\uac00-\ud7af]"}
    for code, pattern in signs.items():
        if re.search(pattern, text):
            return code if code in codes else fallback
    return "en" if "en" in codes and re.search(r"[A-Za-z]", text) and fallback in signs else fallback


def split_name(name: str) -> tuple[str, str]:
    """Return family and given name of "Family, Given", "Given Family" or 山田 太郎; a body has no given name."""
    if "," in name:
        family, _comma, given = name.partition(",")
        return family.strip(), given.strip()
    words = name.replace("\u3000", " ").replace("・", " ").split()
    if len(words) != 2:
        return name.strip(), ""
    family_first = bool(re.search(r"[\u3040-\u309f\u4e00-\u9fff\uac00-\ud7af]", name))
    return (words[0], words[1]) if family_first else (words[1], words[0])


def persons(manuscript: Manuscript) -> tuple[Person, ...]:
    """Return the authors as a file names them, for the next import to know what is new in it."""

    def said(text: str) -> Text:
        return Text(text, manuscript.language) if text else Text()

    notes = _remarks(manuscript)
    named = dict(enumerate(manuscript.authors))
    return tuple(
        Person(
            id=0,
            family=Text(),
            given=Text(),
            name=said(named.get(place, "")),
            affiliation=said(manuscript.affiliations.get(named.get(place, ""), "")),
            note=said(notes.get(place, "")),
        )
        for place in range(max([len(named), *(owner + 1 for owner in notes)], default=0))
    )


def _remarks(manuscript: Manuscript) -> dict[int, str]:
    """Return place of an author → the * notes that go there; the title's goes to the first."""
    found: dict[int, str] = {}
    for remark in manuscript.starred:
        owner = remark.author or 0
        found[owner] = found.get(owner, "") + remark.html
    return found


# -- authors -----------------------------------------------------------------------------------


def place_authors(
    paper: Paper, names: Sequence[str], language: str, before: Collection[str] = ()
) -> list[str]:
    """Give the paper the authors that a file names, or their names in its language; return what to look at.

    `before` are the names of the file's last import: whom an editor took off since does not come back. A name in
    another language is never a further author.
    """
    known = list(paper.authorships.select_related("author").order_by("order"))
    wanted = [
        name
        for name in names
        if name not in before and not any(is_called(each.author, name) for each in known)
    ]
    if not known:
        for name in wanted:
            _add(paper, name, language)
        return []
    if wanted and len(names) == len(known) and _in_order(names, known):
        pairs = zip(names, known, strict=True)
        return [_name_in(language, name, each.author) for name, each in pairs if name in wanted]
    return [_add_or_report(paper, known, name, language) for name in wanted]


def _in_order(names: Sequence[str], known: Sequence[Authorship]) -> bool:
    """Return whether no name stands for an author at another place in the line."""
    return not any(
        is_called(each.author, name)
        for at, name in enumerate(names)
        for place, each in enumerate(known)
        if at != place
    )


def _name_in(language: str, name: str, author: Author) -> str:
    """Give an author the name in a language in which there was none; return the finding."""
    code = script_of(name, language)
    said = {"name": name, "author": author.name(code)}
    if author.own_label("family_name", code):
        return _("The file names “%(name)s” where the paper has %(author)s; nothing is changed.") % said
    if author_called(name):
        return (
            _("“%(name)s” stands at the place of %(author)s, but is an author of that name already.") % said
        )
    family, given = split_name(name)
    author.set_label("family_name", code, family)
    author.set_label("given_name", code, given)
    author.save()
    return _("“%(name)s” is taken for the name of %(author)s: the places in the line agree.") % said


def _add_or_report(paper: Paper, known: Sequence[Authorship], name: str, language: str) -> str:
    code = script_of(name, language)
    if all(each.author.own_label("family_name", code) for each in known):
        _add(paper, name, language)
        return _("“%(name)s” is a further author of the paper.") % {"name": name}
    sentence = _("The file names “%(name)s”, whom the paper does not have; nothing is changed.")
    return sentence % {"name": name}


def _add(paper: Paper, name: str, language: str) -> None:
    author = author_called(name) or new_author(name, language)
    last = paper.authorships.order_by("-order").values_list("order", flat=True).first() or 0
    Authorship.objects.create(paper=paper, author=author, order=last + 1)


def is_called(author: Author, name: str) -> bool:
    """Return whether an author has this name in any language, set with a space or solid."""
    family, given = split_name(name)
    for code, _name in settings.LANGUAGES:
        own = (author.own_label("family_name", code), author.own_label("given_name", code))
        if own == (family, given) or (own[0] and _solid("".join(own)) == _solid(name)):
            return True
    return False


def _solid(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def author_called(name: str) -> Author | None:
    """Return the author with this name in any language."""
    family, given = split_name(name)
    match = Q()
    for code, _name in settings.LANGUAGES:
        own = Q(**{column("family_name", code): family})
        match |= own & (
            Q(**{column("given_name", code): given}) if given else _empty(column("given_name", code))
        )
    return Author.objects.filter(match).order_by("pk").first()


def _empty(name: str) -> Q:
    return Q(**{name: ""}) | Q(**{f"{name}__isnull": True})


def new_author(name: str, language: str) -> Author:
    """Make an author of this name, which is in the language that its letters say."""
    family, given = split_name(name)
    code = script_of(name, language)
    author = Author(slug=free(Author, plain(f"{given} {family}") or "author"))
    author.set_label("family_name", code, family)
    author.set_label("given_name", code, given)
    author.save()
    return author


# -- what is said of them ----------------------------------------------------------------------


def place_particulars(
    paper: Paper, manuscript: Manuscript, before: Sequence[Person]
) -> tuple[list[str], list[NotKept]]:
    """Put affiliations and * notes on their authorships; return what to look at, and what has no place."""
    known = list(paper.authorships.select_related("author").order_by("order"))
    findings: list[str] = []
    lost: list[NotKept] = []
    for place, person in enumerate(persons(manuscript)):
        if not known:
            why = _("No author is known yet to take this note.")
            lost += [NotKept("*", markup.text(person.note.text), why)] if person.note else []
            continue
        was = before[place] if place < len(before) else _NOBODY
        authorship = _authorship(known, person.name.text, place)
        findings += _place(authorship, "affiliation", person.affiliation, was.affiliation)
        findings += _place(authorship, "note", person.note, was.note)
    if known and any(remark.author is None for remark in manuscript.starred):
        sentence = _("The * note of the title is kept with the first author, %(author)s.")
        findings.append(sentence % {"author": known[0].author.name(manuscript.language)})
    return findings, lost


def _authorship(known: Sequence[Authorship], name: str, place: int) -> Authorship:
    """Return the authorship of a name, else the one at its place, else the first."""
    called = next((each for each in known if name and is_called(each.author, name)), None)
    return called or known[place if place < len(known) else 0]


def _place(authorship: Authorship, label: str, text: Text, was: Text) -> Iterator[str]:
    """Put a text where there is none or the one of the last import; yield what differs otherwise."""
    if not text:
        return
    stands = authorship.own_label(label, text.language)
    if not stands or (was and _same(stands, was.text)):
        authorship.set_label(label, text.language, text.text)
        authorship.save()
    elif not _same(stands, text.text) and not (was and _same(was.text, text.text)):
        sentence = {
            "note": _("The * note on %(author)s differs from the one here, which stays: %(text)s"),
            "affiliation": _(
                "The affiliation of %(author)s differs from the one here, which stays: %(text)s"
            ),
        }[label]
        author = authorship.author.name(text.language)
        yield sentence % {"author": author, "text": markup.text(text.text)}


def _same(one: str, other: str) -> bool:
    return markup.clean_note(one) == markup.clean_note(other)
