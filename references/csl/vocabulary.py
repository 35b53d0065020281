"""The variables of CSL 1.0.2 by what they hold: names, dates, or a line of text (csl-data.json of the CSL project)."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The item types, the vocabulary of every Reference.
TYPES = _words(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage
    """
)

NAMES = _words(
    """
    author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author
    performer producer recipient reviewed-author script-writer series-creator translator
    """
)

DATES = _words("accessed available-date event-date issued original-date submitted")

TEXTS = _words(
    """
    DOI ISBN ISSN PMCID PMID URL abstract annote archive archive-place archive_collection archive_location authority
    call-number chapter-number citation-key citation-label citation-number collection-number collection-title
    container-title container-title-short dimensions division edition event-place event-title
    first-reference-note-number genre issue jurisdiction keyword language locator medium note number
    number-of-pages number-of-volumes original-publisher original-publisher-place original-title page page-first part
    part-title printing publisher publisher-place references reviewed-genre reviewed-title scale section
    source status supplement title title-short version volume volume-title volume-title-short year-suffix
    """
)

# What earlier CSL and Zotero call a variable, by what CSL 1.0.2 calls it.
OLD_NAMES = {
    "event": "event-title",
    "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short",
}

PARTS_OF_NAMES = (
    "family",
    "given",
    "dropping-particle",
    "non-dropping-particle",
    "suffix",
    "comma-suffix",
    "static-ordering",
    "literal",
    "parse-names",
)
