"""The cited place: pages, chapters, paragraphs, articles, as English and Japanese notes print them."""

import re

from references.notes.dates import figures

# What authors type between the ends of a range.
DASHES = "-‐‑‒–—―−－~～〜"
# A page is a figure, a roman figure or a newspaper's "A15", with a note's number or a further end: 291n4, 66–71, 137ff.
PAGE = r"(?:[A-Z]?\d{1,5}(?:\.\d{1,3})*(?:n{1,2}\.?\s?\d+|ff?\.?)?|[ivxlc]{1,7})"
RANGE = re.compile(rf"{PAGE}(?:\s?[{DASHES}]\s?{PAGE})?")
RANGES = re.compile(rf"{RANGE.pattern}(?:,? (?:and|&) {RANGE.pattern})?")
LABELS = {
    "page": r"pp?\.?|pgs?\.?|pages?|S\.|s\.",
    "chapter": r"chaps?\.?|ch\.|chapters?",
    "paragraph": r"paras?\.?|paragraphs?|¶¶?",
    "article": r"arts?\.|articles?|Articles?|Arts?\.",
    "section": r"secs?\.|sections?|§§?",
    "figure": r"figs?\.|figures?",
    "table": r"tables?",
    "note": r"nn?\.|notes?",
    "line": r"lines?",
    "part": r"pts?\.|parts?",
    "appendix": r"apps?\.|appendix",
    "book": r"bks?\.",
}
SIGNED = [
    (
        label,
        re.compile(
            rf"(?:at\s)?(?:{word})\s?(\w[\w.()]*(?:\s?[{DASHES},、&]\s?\w[\w.()]*)*)",
            re.IGNORECASE if label in ("page", "chapter") else 0,
        ),
    )
    for label, word in LABELS.items()
]
# A figure, a letter, or roman figures in a row: V, VI–VII.
PLACE = re.compile(rf"[A-Z]?\d.*|[A-Z]|(?:[IVXLC]+|[ivxlc]+)(?:\s?[{DASHES},、&]\s?(?:[IVXLC]+|[ivxlc]+))*")
# The volume of several, before its page (CMOS 14.116).
IN_VOLUME = re.compile(rf"(\d{{1,2}}):({RANGE.pattern})")
ESPECIALLY = re.compile(r"^(?:(?:esp\.|especially)\s|とくに|特に)")
AT = re.compile(rf"at ({RANGE.pattern})")
FIGURE = rf"[\d一二三四五六七八九十百]+(?:\.\d+)?(?:\s?[{DASHES}、,・]\s?[\d一二三四五六七八九十百]+)*"
# Old notes count their pages in kanji, as they do everything else: 二三頁.
FOLIO = r"(?:[\dixv]+|[〇一二三四五六七八九十百]+)"
ARTICLE = rf"{FIGURE}条(?:の{FIGURE})?(?:第?{FIGURE}項)?(?:第?{FIGURE}号)?(?:[（(][a-zivx]{{1,4}}[）)])?"
JAPANESE = [
    ("page", re.compile(rf"({FOLIO}(?:\s?[{DASHES}、,・]\s?{FOLIO})*)\s?(?:頁|ページ|ﾍﾟｰｼﾞ)(?:以下)?")),
    ("page", re.compile(rf"(?:頁|ページ)\s?({RANGE.pattern})")),
    ("page", re.compile(r"(\d{1,2})面")),
    ("chapter", re.compile(rf"第({FIGURE})章")),
    ("chapter", re.compile(rf"第({FIGURE}章第?{FIGURE}節)")),
    ("chapter", re.compile(r"([序終補]章|序論|結論|はじめに|おわりに)")),
    ("article", re.compile(rf"第?({ARTICLE})")),
    ("section", re.compile(r"(前文|附則|.{4,16}日の?条)")),
    ("part", re.compile(rf"第({FIGURE})部")),
    ("part", re.compile(rf"第({FIGURE}部第?{FIGURE}章(?:第?{FIGURE}節)?)")),
    ("section", re.compile(rf"第({FIGURE})節")),
    ("paragraph", re.compile(rf"(?:主文|前文)?第?({FIGURE})(?:段落|パラグラフ|項)")),
    ("paragraph", re.compile(rf"パラ(?:グラフ)?\s?({FIGURE})")),
    ("figure", re.compile(rf"図表?({FIGURE})")),
    ("table", re.compile(rf"表({FIGURE})")),
    (
        "appendix",
        re.compile(
            rf"((?:資料編|巻末資料|附?付?属?資料|[附付]録|別[表紙添](?:第?{FIGURE})?(?:の{FIGURE})?(?:の?{FIGURE}?の?項)?))"
        ),
    ),
]


def signed(text: str) -> dict[str, str] | None:
    """Return locator and label of a text with the word for its kind: "p. 217", "chap. 3", 45–60頁."""
    printed = ESPECIALLY.sub("", figures(text).strip(" .。"))
    if len(printed) > 60 or not any(char.isalnum() for char in printed):
        return None
    for label, shape in SIGNED:
        # "p. 142頁" says it twice.
        if (found := shape.fullmatch(printed.removesuffix("頁"))) and _is_place(found[1], label):
            return _locator(found[1], label)
    if found := AT.fullmatch(printed):
        return _locator(found[1], "page")
    return _japanese(printed)


def _is_place(text: str, label: str) -> bool:
    return (
        text[0].isdigit()
        or bool(PLACE.fullmatch(text))
        or (label == "chapter" and text in ("one", "two", "three"))
    )


def _japanese(printed: str) -> dict[str, str] | None:
    for label, shape in JAPANESE:
        if found := shape.fullmatch(printed):
            value = (
                found[1].removesuffix("条") if label == "article" and found[1].endswith("条") else found[1]
            )
            return _locator(value, label)
    return None


def bare(text: str) -> dict[str, str] | None:
    """Return the locator of a text that is figures alone, as after a comma or colon (CMOS 14.22)."""
    printed = ESPECIALLY.sub("", figures(text).strip(" .:"))
    if found := IN_VOLUME.fullmatch(printed):
        return {"volume": found[1], "locator": found[2]}
    return _locator(printed, "page") if RANGES.fullmatch(printed) else None


def _locator(value: str, label: str) -> dict[str, str]:
    return {"locator": value.strip(), **({} if label == "page" else {"label": label})}
