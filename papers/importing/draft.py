"""What a reader of one format hands on: HTML with calls, notes by key, and the report so far."""

from dataclasses import dataclass, field

from papers.importing import marks
from papers.importing.manuscript import NotKept
from papers.media import Picture

EXCERPT = 60


def excerpt(text: str) -> str:
    """Return the beginning of a text on one line, as reports name a place."""
    line = " ".join(marks.bare(text).split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"


@dataclass
class Report:
    """What was not kept and what a reader was not sure of, each thing once."""

    not_kept: list[NotKept] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    mismatches: list[str] = field(default_factory=list)

    def lose(self, what: str, where: str, why: str) -> None:
        """Note that something was not kept; `where` is cut to an excerpt."""
        entry = NotKept(what, excerpt(where), why)
        if entry not in self.not_kept:
            self.not_kept.append(entry)

    def doubt(self, sentence: str) -> None:
        """Note something that an editor should look at."""
        sentence = marks.bare(sentence)
        if sentence not in self.unsure:
            self.unsure.append(sentence)


@dataclass
class Draft:
    """One manuscript between its format and its final form.

    Title, subtitle and authors are inline HTML, which may hold calls; a note is blocks of HTML. Affiliations are
    kept by the plain name of their author.
    Keys are the format's own; `reading` gives the final ones. By key: `printed` is the number that the
    file shows, `signs` the sign (such as *) that the author set instead of one, `kinds` whose note it is
    when it is not the author's, `own_keys` and `languages` what a file of ours says of it. Without styles,
    a short line may be a heading.
    """

    html: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    title: str = ""
    subtitle: str = ""
    authors: list[str] = field(default_factory=list)
    affiliations: dict[str, str] = field(default_factory=dict)
    series: str = ""
    volume: str = ""
    abstract: str = ""
    date: str = ""
    has_styles: bool = True
    pictures: dict[str, Picture] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    own_keys: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
