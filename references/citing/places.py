"""The cited place in a work, as English and Japanese notes print it (CMOS 14.147–163)."""

import re
from html import escape

# The word of one and of several; a page has none (CMOS 14.22).
WORDS = {
    "page": ("", ""),
    "article": ("art. ", "arts. "),
    "appendix": ("app. ", "apps. "),
    "book": ("bk. ", "bks. "),
    "chapter": ("chap. ", "chaps. "),
    "column": ("col. ", "cols. "),
    "figure": ("fig. ", "figs. "),
    "folio": ("fol. ", "fols. "),
    "line": ("line ", "lines "),
    "note": ("n", "nn"),
    "paragraph": ("para. ", "paras. "),
    "part": ("pt. ", "pts. "),
    "section": ("sec. ", "secs. "),
    "table": ("table ", "tables "),
    "verse": ("v. ", "vv. "),
    "volume": ("vol. ", "vols. "),
}
# What counts a place in Japanese stands on both sides of the figure.
JAPANESE = {
    "page": ("", "頁"),
    "article": ("第", "条"),
    "book": ("第", "編"),
    "chapter": ("第", "章"),
    "figure": ("図", ""),
    "line": ("", "行"),
    "note": ("注", ""),
    "paragraph": ("第", "段落"),
    "part": ("第", "部"),
    "section": ("第", "節"),
    "table": ("表", ""),
    "volume": ("第", "巻"),
}
SEVERAL = re.compile(
    r"[\d)]\s*[-–—,&]\s*[\d(]|\b[IVXLC]+\s*[-–—,&]\s*[IVXLC]+\b|\b[ivxlc]+\s*[-–—,&]\s*[ivxlc]+\b|\band\b"
)
BETWEEN_FIGURES = re.compile(r"(?<=[\divx])-(?=[\divx])")
IS_FIGURE = re.compile(r"[\dA-Za-z一二三四五六七八九十百]")
HAS_OWN_SIGN = re.compile(r"[条章節頁面部巻項段]|論$|はじめに|おわりに")


def english(locator: str, label: str = "page") -> str:
    """Return "24–25", "chap. 3", "paras. 2–4"; the range is the author's own, with the dash that belongs in it."""
    printed = BETWEEN_FIGURES.sub("–", locator.strip())
    if not printed:
        return ""
    one, several = WORDS.get(label, (f"{label} ", f"{label}s "))
    return escape((several if SEVERAL.search(printed) else one) + printed, quote=False)


def japanese(locator: str, label: str = "page") -> str:
    """Return 24–25頁, 第3章, 第27条第1項."""
    printed = locator.strip()
    if not printed:
        return ""
    before, after = JAPANESE.get(label, ("", ""))
    if HAS_OWN_SIGN.search(printed):
        before, after = ("第" if printed[0].isdigit() and label != "page" else ""), ""
    elif not IS_FIGURE.match(printed):
        before, after = "", ""
    return escape(f"{before}{printed}{after}", quote=False)
