"""Japanese names: one after another, with their roles, and where the family name ends (SIST 02, 5.2)."""

import re

from references.notes import names, outlets
from references.notes.names import Name
from references.notes.vocabulary_ja import (
    BODIES,
    LONG_FAMILY_NAMES,
    ROLES,
    SECOND_CHARACTERS,
    SHORT_FAMILY_NAMES,
)

BODY_ENDINGS = tuple(BODIES)
LONGEST = 6  # characters of a person's name
ROLE = re.compile("(" + "|".join(sorted(ROLES, key=len, reverse=True)) + ")$")
# A role and a space end a run of names; a slash does with or without one.
RUN = re.compile(rf"／|(?<=[{''.join(sorted({role[-1] for role in ROLES}))}])[ 　]+")
OTHERS = re.compile(r"(?:ほか|他|ら)$")
SPLIT = re.compile(r"[、，,／/&＆]|(?<=[一-鿿])[=＝](?=[一-鿿])")
AND = re.compile(r"および|及び|\sand\s")
# A name in Latin letters, of two words at least.
LATIN = re.compile(r"[A-Z][\w.’'-]*(?: [\w.’'-]+)+", re.ASCII)
UNSPOKEN = re.compile(r"(?=.*[一-鿿A-Z])[一-鿿々ァ-ヺーA-Za-zＡ-Ｚ\d・]{3,24}")
SUFFIX = re.compile(r"・(ジュニア|シニア|Jr\.?)$")
KATAKANA = re.compile(r"[ァ-ヺー゠=＝]+(?:[・=＝][ァ-ヺーA-ZＡ-Ｚ.．゠=＝]+)*")
FOREIGN = re.compile(r"[ァ-ヺーA-ZＡ-Ｚ.．゠=＝・]+")
# A name that begins with a character of a family name and is Japanese to its end.
JAPANESE = re.compile(r"[一-鿿々〆ヶ﨑][一-鿿々〆ヶヵ﨑ぁ-んァ-ヺー]*")
PERSON = re.compile(
    r"[一-鿿々ヶ﨑ぁ-んァ-ヺー]{2,8}(?:[ 　][一-鿿々﨑ぁ-んァ-ヺー]{1,5})?|"
    + KATAKANA.pattern
    + r"|[A-ZＡ-Ｚ][\w.’-]*(?:[ ・][A-ZＡ-Ｚ][\w.’-]*)*"
)
# An office after a person's name, with the body it is held in: 大村清一防衛庁長官, 河野太郎防衛大臣, 長谷部恭男参考人.
BODY = (
    r"(?:内閣|防衛|外務|財務|大蔵|通商産業|経済産業|国務|法務|文部科学|総務|環境|国土交通|厚生労働"
    r"|農林水産|経済企画|警察|公安|特命担当)"
)
TITLED = re.compile(
    rf"(?:(?:内閣総理大臣|総理大臣|首相|総理|外相|防衛相|議員|教授|氏|大統領|大使|政府参考人|参考人|政府委員|委員長|公述人|君)"
    rf"|{BODY}[^・、]{{0,12}}?(?:大臣|長官|局長|次長|審議官|部長|課長)|大臣|長官|局長)(?:答弁|発言|談話)?$"
)
# A given name of three characters, which no family name of two begins: 等 雄一郎.
GIVEN_OF_THREE = re.compile(r"[健純慎龍賢祐啓俊憲謙悠耕雄][一二三太次]郎")
AFFILIATED = re.compile(
    r"(?:(?:名誉|准|助|客員)?教授|講師|(?:主任|上席|上級|客員|特任)?研究[員官]|フェロー|理事長?|所長|室長|記者|編集委員|論説委員|弁護士"
    r"|大使|長官|大臣|議員|代表|会長|社長|顧問|当時)$"
)
# Given names in kana that end as a particle or a verb does: 久保田ゆかり.
KANA_GIVEN = re.compile(
    r"[一-鿿](?:ゆかり|かおり|さおり|しおり|さゆり|みどり|ひかり|あかり|まり|ゆり|えり|のり|あい|まい|めい|けい|れい|あおい|はるか|こと)$"
)
PARTICLE = re.compile(r"(?:は|が|を|に|で|も|の|と|て|た|る|い|り)$")


def role(text: str) -> tuple[str, str]:
    """Return the names and the role printed after them; without one they are authors."""
    found = ROLE.search(text)
    return (text[: found.start()].strip(), ROLES[found[1]]) if found else (text.strip(), "author")


def runs(text: str) -> list[str]:
    """Return the runs of names, each with its role: ポール・ケネディ著　鈴木主税訳, …著／鈴木主税訳."""
    return RUN.split(text)


def is_beside_title(text: str) -> bool:
    """Tell a body's name right before a title, in letters that a sentence has not: 言論NPO「…」."""
    return UNSPOKEN.fullmatch(text) is not None


def is_body(text: str) -> bool:
    return any(word in text for word in BODIES) or outlets.is_news(text)


def is_name(text: str) -> bool:
    """Tell whether the whole text is a name or a list of names, and not the topic of a sentence."""
    bare = TITLED.sub("", OTHERS.sub("", role(text.strip())[0]))
    if not bare or len(bare) > 60:
        return False
    if bare == "同":
        return True
    return (is_body(bare) and not PARTICLE.search(bare)) or all(_is_person(part) for part in _parts(bare))


def _is_person(text: str) -> bool:
    bare = text.strip()
    is_shaped = PERSON.fullmatch(bare) or FOREIGN.fullmatch(bare)
    return is_shaped is not None and (not PARTICLE.search(bare) or KANA_GIVEN.search(bare) is not None)


def _parts(text: str) -> list[str]:
    """Return the names of a list; ・ joins the parts of a foreign name and separates Japanese ones."""
    parts = []
    for each in SPLIT.split(text):
        stripped = each.strip()
        if "・" in stripped and not FOREIGN.fullmatch(stripped) and not is_body(stripped):
            parts.extend(_middle_dots(stripped))
        elif "・" in stripped and all(part.endswith(BODY_ENDINGS) for part in stripped.split("・")):
            parts.extend(stripped.split("・"))
        elif stripped:
            parts.extend(_joined(stripped))
    return parts


def _joined(text: str) -> list[str]:
    """Return the persons that 及び joins; a body's own 及び does not: 調査及び立法考査局."""
    parts = AND.split(text)
    return parts if all(map(_is_person, parts)) else [text]


def _middle_dots(text: str) -> list[str]:
    """Return 秋山信将, 高橋杉雄 of 秋山信将・高橋杉雄, and keep the dots of a foreign name among them."""
    found: list[str] = []
    for part in text.split("・"):
        foreign = KATAKANA.fullmatch(part) or re.fullmatch(r"[A-ZＡ-Ｚ]", part)
        if found and foreign and FOREIGN.fullmatch(found[-1]):
            found[-1] += f"・{part}"
        elif part.strip():
            found.append(part.strip())
    return found


def by_role(text: str) -> dict[str, list[Name]]:
    """Return the names under their roles; one without a role has that of the next: 白石隆監訳、中西真雄美訳."""
    found: dict[str, list[Name]] = {}
    waiting: list[Name] = []
    parts = SPLIT.split(text)
    for at, part in enumerate(parts, start=1):
        bare, own = role(part)
        waiting += japanese_names(bare)
        if bare != part.strip() or at == len(parts):
            found.setdefault(own, []).extend(waiting)
            waiting = []
    return found


def japanese_names(text: str, *, short: bool = False) -> list[Name]:
    return [name(part, short=short) for part in _parts(OTHERS.sub("", text.strip()))]


def has_others(text: str) -> bool:
    return bool(OTHERS.search(role(text.strip())[0]))


def name(text: str, *, short: bool = False) -> Name:
    """Return the CSL name: a body as printed, a foreign person from katakana, a Japanese person family name first."""
    bare = TITLED.sub("", text.strip()) or text.strip()
    if is_body(bare) or TITLED.fullmatch(bare):
        return {"literal": bare}
    if LATIN.fullmatch(bare):
        return names.name(bare, short=short)
    if FOREIGN.fullmatch(bare) and "・" in bare:
        return _foreign(bare)
    family, space, given = bare.replace("　", " ").partition(" ")
    if space and re.search(r"[぀-鿿]", bare):
        return {"family": family, "given": given}
    if (short and len(bare) <= 3) or not JAPANESE.fullmatch(bare):
        return {"family": bare} if short else {"literal": bare}
    return _split(bare)


def is_affiliation(text: str) -> bool:
    """Tell what a person is and where: 東京財団理事長, 慶應義塾大学教授."""
    return AFFILIATED.search(text) is not None


def is_office(text: str) -> bool:
    """Tell a person with an office or without, or an office alone: 小泉純一郎内閣総理大臣, 防衛大臣."""
    return TITLED.fullmatch(text) is not None or is_name(text)


def office_holder(text: str) -> Name | None:
    """Return the person whose office is printed after the name: 菅義偉内閣官房長官."""
    found = TITLED.search(text)
    person = text[: found.start()] if found else ""
    return name(person) if found and 2 <= len(person) <= LONGEST and _is_person(person) else None


def _foreign(text: str) -> Name:
    found = SUFFIX.search(text)
    given, _dot, family = text[: found.start() if found else None].rpartition("・")
    return {"family": family, "given": given, **({"suffix": found[1]} if found else {})}


def _split(text: str) -> Name:
    """Family names have two characters; known ones have three or four, and known ones one, unless 森本 is meant by 森."""
    length = next((count for count in (4, 3) if text[:count] in LONG_FAMILY_NAMES), 2)
    if GIVEN_OF_THREE.fullmatch(text[1:]):
        length = 1
    if text[0] in SHORT_FAMILY_NAMES and len(text) <= 3 and text[1:2] not in SECOND_CHARACTERS:
        length = 1
    if not length < len(text) <= LONGEST:
        return {"literal": text}
    return {"family": text[:length], "given": text[length:]}
