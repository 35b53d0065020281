"""What a translation translates: the digests of its sources, and every passage id that a paper ever gave."""

from papers import markup, passages
from papers.models import NoteText, Paper, Revision, Translation

# Saved states in which a passage that comes back is looked for: a day's work, at the price of some milliseconds each.
LOOKED_BACK = 20


def ids_ever(paper: Paper) -> set[str]:
    """Return every passage id the paper ever gave, in any language; none of them may mean another passage one day."""
    states = Revision.objects.filter(translation__paper=paper).values_list(
        "document__body", "document__lineage"
    )
    ids: set[str] = set()
    for body, lineage in states:
        ids |= {identity for listed in passages.every(body or "") for identity in listed}
        ids |= {identity for pair in (lineage or {}).items() for identity in pair}
    return ids


def former(translation: Translation) -> dict[str, str]:
    """Return the digests of passages of the latest saved states that the text no longer has, by their ids.

    What was deleted, saved and pasted again is the passage that it was.
    """
    stand = {identity for listed in passages.every(translation.body) for identity in listed}
    states = translation.revisions.order_by("-number").values_list("document__body", flat=True)[:LOOKED_BACK]
    found: dict[str, str] = {}
    for body in states:
        for identity, digest in _digests(body or "").items():
            if identity not in stand:
                found.setdefault(identity, digest)
    return found


def remember_sources(translation: Translation, before: str = "") -> None:
    """Remember the digest of what each passage, the title, the abstract and each note translates now.

    A passage that reads as it did in `before` still translates what it did then.
    """
    original = translation.paper.translations.filter(language=translation.translated_from).first()
    if original is None or not original.body:
        return
    sources, was, now = (_digests(text) for text in (original.body, before, translation.body))
    unchanged = {identity for identity in now if was.get(identity) == now[identity]}
    digests = {identity: sources[identity] for identity in now if identity in sources}
    for name in ("title", "abstract"):
        digests[name] = passages.digest(markup.paragraphs(getattr(original, name)))
    digests |= {name: old for name, old in translation.source_digests.items() if name in unchanged}
    Translation.objects.filter(pk=translation.pk).update(source_digests=digests)
    texts = NoteText.objects.filter(footnote__paper=translation.paper)
    originals = dict(texts.filter(language=original.language).values_list("footnote", "text"))
    for row in texts.filter(language=translation.language, footnote__in=originals, source_digest=""):
        NoteText.objects.filter(pk=row.pk).update(source_digest=passages.digest(originals[row.footnote_id]))


def _digests(body: str) -> dict[str, str]:
    """Return the digest of each passage, by each id that it carries."""
    return {
        identity: passages.digest(markup.outer(block))
        for block in markup.parse(body)
        for identity in passages.ids(block)
    }
