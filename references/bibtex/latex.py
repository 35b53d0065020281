"""LaTeX in the values of BibTeX: accents, signs and braces ⇄ plain text."""

import re
import unicodedata

from references.interchange import one_line

# What TeX would take for something else, and how it is said instead.
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\N{NO-BREAK SPACE}": "~",
    **{sign: "\\" + sign for sign in "&%$#_"},
}
SPECIAL = re.compile("[" + re.escape("".join(ESCAPES)) + "]|-(?=-)|`(?=`)|'(?=')")

# Accents by their command, as combining characters.
ACCENTS = dict(
    zip(
        "`'^\"~=.uvHcdbkrh",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u0328\u030a\u0309",
        strict=True,
    )
)
MOST_ACCENTS = 3  # on one letter; Vietnamese has two
SIGNS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textquotesingle": "'", "textquotedbl": '"', "textasciigrave": "`", "guillemotleft": "«", "guillemotright": "»",
    "guilsinglleft": "‹", "guilsinglright": "›", "quotedblbase": "„", "quotesinglbase": "‚", "glqq": "„", "grqq": "“",
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}",
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "textless": "<",
    "textgreater": ">", "textdollar": "$", "pounds": "£", "textsterling": "£", "textyen": "¥", "texteuro": "€",
    "euro": "€", "textcent": "¢", "S": "§", "textsection": "§", "P": "¶", "textparagraph": "¶", "copyright": "©",
    "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "textdegree": "°", "textordfeminine": "ª",
    "textordmasculine": "º", "textexclamdown": "¡", "textquestiondown": "¿", "textperiodcentered": "·",
    "textbullet": "•", "textdagger": "†", "dag": "†", "ddag": "‡", "texttimes": "×", "times": "×", "pm": "±",
    "textpm": "±", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "mu": "μ", "pi": "π", "omega": "ω",
    "textmu": "µ", "textmultiply": "×", "textminus": "−", "rightarrow": "→", "to": "→", "infty": "∞",
    "LaTeX": "LaTeX", "TeX": "TeX", "nobreakspace": "\N{NO-BREAK SPACE}", "slash": "/", "and": "and",
    "newline": " ", "par": " ", "quad": " ", "qquad": " ", "space": " ", "textnumero": "№",
}  # fmt: skip
# Commands that only say how their argument looks.
FORMATTING = re.compile(
    "(?:text)?(?:em|emph|it|bf|sc|rm|sf|tt|sl|up|md|normal)(?:shape|series|family)?|math(?:rm|it|bf)|mkbib(?:quote|emph)"
    "|protect|noopsort|(?:nolink)?url|href|enquote|ensuremath|text|[mh]box|uppercase|lowercase|MakeUppercase|relax"
)
LIGATURES = {
    "---": "—",
    "--": "–",
    "``": "“",
    "''": "”",
    "~": "\N{NO-BREAK SPACE}",
    "$": "",
    "{": "",
    "}": "",
}
READ_BY_TEX = re.compile(r"[\\{}~$`]|--|''")
# A space behind a command in letters only ends it.
TOKEN = re.compile(
    r"\\([A-Za-z]++)\*?[ \t\n\r]*+|\\(.)[ \t\n\r]*+|(---?|``|''|[~$]|[{}])|[^\\{}~$`'-]++|.", re.DOTALL
)


def escaped(text: str) -> str:
    """Return the text as TeX reads it back, in one line."""
    return SPECIAL.sub(_escape, one_line(text))


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    # Two of them in a row would be a dash or a quotation mark.
    return sign + "{}" if sign in "-`'" else ESCAPES[sign]


def plain(value: str) -> str:
    """Return the text that TeX would print, in one line; of a command that is not known its argument stays."""
    if not READ_BY_TEX.search(value):
        return one_line(value)
    return one_line("".join(_Plain(value).said))


class _Plain:
    """Reads a value token by token; an accent waits for the letter it belongs to."""

    def __init__(self, value: str) -> None:
        self.said: list[str] = []
        self._accent = ""
        self._in_formula = False
        tokens = TOKEN.finditer(value)
        for found in tokens:
            command, sign, mark = found.groups()
            if command:
                self._command(command, value[found.end() : found.end() + 1])
            elif sign:
                self._sign(sign, found[0])
            elif mark:
                self._mark(mark)
            else:
                self._say(found[0])

    def _say(self, text: str) -> None:
        if self._in_formula:
            text = text.replace("_", "").replace("^", "")
        if self._accent and text:
            letter = unicodedata.normalize("NFC", text[0] + self._accent)
            text, self._accent = letter + text[1:], ""
        self.said.append(text)

    def _command(self, name: str, following: str) -> None:
        if name in SIGNS:
            # An accent stands on an i without its dot; Unicode wants the whole letter.
            self._say("i" if name == "i" and self._accent else SIGNS[name])
        elif name in ACCENTS and len(name) == 1:
            self._accent = (self._accent + ACCENTS[name])[:MOST_ACCENTS]
        elif following != "{" and not FORMATTING.fullmatch(name):
            self._say("\\" + name)

    def _sign(self, sign: str, whole: str) -> None:
        if sign in ACCENTS and sign not in " ":
            self._accent = (self._accent + ACCENTS[sign])[:MOST_ACCENTS]
        elif sign in "-/":
            self.said.append("")  # a place where a word may be divided, an italic correction
        elif sign in ", ;:!":
            self._say(" " if sign in ", " else "")
        else:
            self._say(sign + whole[2:])

    def _mark(self, mark: str) -> None:
        if mark == "$":
            self._in_formula = not self._in_formula
        elif mark == "}" and self._accent:
            # Nothing stands under it: the sign itself is meant.
            self.said.append({"\u0303": "~", "\u0302": "^"}.get(self._accent, ""))
            self._accent = ""
        elif LIGATURES[mark]:
            self._say(LIGATURES[mark])


def address(value: str) -> str:
    """Return a DOI or the address of a page: no text, so only what programs escape in them is taken back."""
    bare = value.strip().removeprefix(r"\url").strip("{}<> \n\t")
    bare = re.sub(r"\{?\\(?:textasciitilde|sim|~)(?:\{\})?\}?", "~", bare)
    return re.sub(r"\s", "", re.sub(r"\\([_%&#$~{}])", r"\1", bare))
