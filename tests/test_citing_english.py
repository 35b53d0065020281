"""Chicago's notes and bibliography: each type of work in full, in short and as a line, and what surrounds the pieces."""

import pytest

from references import citing, notes


def people(*names):
    return [{"family": family, "given": given} for family, given in names]


def on(*parts):
    return {"date-parts": [list(parts)]}


LONG_GAME = {
    "type": "book",
    "title": "The Long Game: China’s Grand Strategy to Displace American Order",
    "author": people(("Doshi", "Rush")),
    "publisher": "Oxford University Press",
    "publisher-place": "New York",
    "issued": on(2021),
}
ON_WAR = {
    "type": "book",
    "title": "On War",
    "author": people(("Clausewitz", "Carl von")),
    "editor": people(("Howard", "Michael"), ("Paret", "Peter")),
    "translator": people(("Howard", "Michael"), ("Paret", "Peter")),
    "publisher": "Princeton University Press",
    "publisher-place": "Princeton",
    "issued": on(1976),
}
TRADE = {
    "type": "book",
    "title": "National Power and the Structure of Foreign Trade",
    "author": people(("Hirschman", "Albert O.")),
    "publisher": "University of California Press",
    "publisher-place": "Berkeley",
    "issued": on(1980),
    "original-date": on(1945),
}
STRATEGISTS = {
    "type": "chapter",
    "title": "The First Two Generations of Nuclear Strategists",
    "author": people(("Freedman", "Lawrence")),
    "container-title": "Makers of Modern Strategy",
    "editor": people(("Paret", "Peter")),
    "publisher": "Princeton University Press",
    "publisher-place": "Princeton",
    "issued": on(1986),
    "page": "735–78",
}
DILEMMA = {
    "type": "article-journal",
    "title": "Cooperation under the Security Dilemma",
    "author": people(("Jervis", "Robert")),
    "container-title": "World Politics",
    "volume": "30",
    "issue": "2",
    "page": "167–214",
    "issued": on(1978, 1),
    "DOI": "10.2307/2009958",
}
TOMAHAWK = {
    "type": "webpage",
    "title": "Japan – Tomahawk Weapon System",
    "author": [{"literal": "Defense Security Cooperation Agency"}],
    "genre": "news release",
    "issued": on(2023, 11, 17),
    "accessed": on(2024, 1, 5),
    "URL": "https://www.dsca.mil/tomahawk?a=1&b=2",
}
SHOCK = {
    "type": "report",
    "title": "The China Shock: Learning from Labor Market Adjustment",
    "author": people(("Autor", "David H."), ("Dorn", "David"), ("Hanson", "Gordon H.")),
    "genre": "NBER Working Paper",
    "number": "21906",
    "publisher": "National Bureau of Economic Research",
    "publisher-place": "Cambridge, MA",
    "issued": on(2016, 1),
}
ALLIANCES = {
    "type": "thesis",
    "title": "Absolute Alliances: Extended Deterrence in International Politics",
    "author": people(("Rapp-Hooper", "Mira")),
    "genre": "PhD diss.",
    "publisher": "Columbia University",
    "issued": on(2015),
}
REVENGE = {
    "type": "broadcast",
    "title": "Putin’s Revenge",
    "container-title": "Frontline",
    "publisher": "PBS",
    "issued": on(2017, 10, 25),
}
RESOLUTION = {
    "type": "report",
    "title": "Resolution 1718 (2006)",
    "publisher": "UN Security Council",
    "number": "S/RES/1718",
    "genre": "resolution",
    "issued": on(2006, 10, 14),
}
HAMDAN = {
    "type": "legal_case",
    "title": "Hamdan v. Rumsfeld",
    "container-title": "U.S.",
    "volume": "548",
    "page": "557",
    "issued": on(2006),
}


@pytest.mark.parametrize(
    ("item", "place", "note", "short", "line"),
    [
        (
            LONG_GAME,
            ("47-67", "page"),
            "Rush Doshi, <em>The Long Game: China’s Grand Strategy to Displace American Order</em> "
            "(New York: Oxford University Press, 2021), 47–67.",
            "Doshi, <em>The Long Game</em>, 47–67.",
            "Doshi, Rush. <em>The Long Game: China’s Grand Strategy to Displace American Order</em>. "
            "New York: Oxford University Press, 2021.",
        ),
        (
            ON_WAR,
            ("87", "page"),
            "Carl von Clausewitz, <em>On War</em>, ed. and trans. Michael Howard and Peter Paret "
            "(Princeton: Princeton University Press, 1976), 87.",
            "Clausewitz, <em>On War</em>, 87.",
            "Clausewitz, Carl von. <em>On War</em>. Edited and translated by Michael Howard and Peter Paret. "
            "Princeton: Princeton University Press, 1976.",
        ),
        (
            TRADE,
            ("2", "chapter"),
            "Albert O. Hirschman, <em>National Power and the Structure of Foreign Trade</em> "
            "(1945; repr., Berkeley: University of California Press, 1980), chap. 2.",
            "Hirschman, <em>National Power and the Structure of Foreign Trade</em>, chap. 2.",
            "Hirschman, Albert O. <em>National Power and the Structure of Foreign Trade</em>. "
            "1945. Reprint, Berkeley: University of California Press, 1980.",
        ),
        (
            STRATEGISTS,
            ("740", "page"),
            "Lawrence Freedman, “The First Two Generations of Nuclear Strategists,” in <em>Makers of Modern "
            "Strategy</em>, ed. Peter Paret (Princeton: Princeton University Press, 1986), 740.",
            "Freedman, “First Two Generations of Nuclear Strategists,” 740.",
            "Freedman, Lawrence. “The First Two Generations of Nuclear Strategists.” In <em>Makers of Modern "
            "Strategy</em>, edited by Peter Paret, 735–78. Princeton: Princeton University Press, 1986.",
        ),
        (
            DILEMMA,
            ("186–87", "page"),
            "Robert Jervis, “Cooperation under the Security Dilemma,” <em>World Politics</em> 30, no. 2 "
            "(January 1978): 186–87, https://doi.org/10.2307/2009958.",
            "Jervis, “Cooperation under the Security Dilemma,” 186–87.",
            "Jervis, Robert. “Cooperation under the Security Dilemma.” <em>World Politics</em> 30, no. 2 "
            "(January 1978): 167–214. https://doi.org/10.2307/2009958.",
        ),
        (
            TOMAHAWK,
            ("", "page"),
            "Defense Security Cooperation Agency, “Japan – Tomahawk Weapon System,” news release, November 17, "
            "2023, accessed January 5, 2024, https://www.dsca.mil/tomahawk?a=1&amp;b=2.",
            "Defense Security Cooperation Agency, “Japan – Tomahawk Weapon System.”",
            "Defense Security Cooperation Agency. “Japan – Tomahawk Weapon System.” News release, November 17, "
            "2023. Accessed January 5, 2024. https://www.dsca.mil/tomahawk?a=1&amp;b=2.",
        ),
        (
            SHOCK,
            ("3", "table"),
            "David H. Autor, David Dorn, and Gordon H. Hanson, “The China Shock: Learning from Labor Market "
            "Adjustment,” NBER Working Paper 21906 (Cambridge, MA: National Bureau of Economic Research, "
            "January 2016), table 3.",
            "Autor, Dorn, and Hanson, “The China Shock,” table 3.",
            "Autor, David H., David Dorn, and Gordon H. Hanson. “The China Shock: Learning from Labor Market "
            "Adjustment.” NBER Working Paper 21906. Cambridge, MA: National Bureau of Economic Research, "
            "January 2016.",
        ),
        (
            ALLIANCES,
            ("112", "page"),
            "Mira Rapp-Hooper, “Absolute Alliances: Extended Deterrence in International Politics” "
            "(PhD diss., Columbia University, 2015), 112.",
            "Rapp-Hooper, “Absolute Alliances,” 112.",
            "Rapp-Hooper, Mira. “Absolute Alliances: Extended Deterrence in International Politics.” "
            "PhD diss., Columbia University, 2015.",
        ),
        (
            REVENGE,
            ("", "page"),
            "<em>Frontline</em>, “Putin’s Revenge,” aired October 25, 2017, on PBS.",
            "“Putin’s Revenge.”",
            "<em>Frontline</em>. “Putin’s Revenge.” Aired October 25, 2017, on PBS.",
        ),
        (
            RESOLUTION,
            ("2-4", "paragraph"),
            "UN Security Council, Resolution 1718 (2006), S/RES/1718, October 14, 2006, paras. 2–4.",
            "UN Security Council, Resolution 1718 (2006), paras. 2–4.",
            "UN Security Council. Resolution 1718 (2006). S/RES/1718. October 14, 2006.",
        ),
        (
            HAMDAN,
            ("635", "page"),
            "<em>Hamdan v. Rumsfeld</em>, 548 U.S. 557, 635 (2006).",
            "<em>Hamdan</em>, 548 U.S. at 635.",
            "<em>Hamdan v. Rumsfeld</em>, 548 U.S. 557 (2006).",
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_a_work_is_printed_in_full_in_short_and_as_a_line(item, place, note, short, line):
    assert citing.note(item, *place, language="en") == note
    assert citing.short_note(item, *place, language="en") == short
    assert citing.bibliography(item, "en") == line


# ─── names ───


def by(*names, **more):
    return {"type": "webpage", "title": "T", "author": people(*names), **more}


FOUR = [("Shultz", "George P."), ("Perry", "William J."), ("Kissinger", "Henry A."), ("Nunn", "Sam")]


def test_four_authors_and_more_are_cut_in_notes_and_named_in_the_bibliography():
    assert citing.note(by(*FOUR), language="en") == "George P. Shultz et al., “T.”"
    assert citing.short_note(by(*FOUR), language="en") == "Shultz et al., “T.”"
    assert citing.bibliography(by(*FOUR), "en") == (
        "Shultz, George P., William J. Perry, Henry A. Kissinger, and Sam Nunn. “T.”"
    )


def test_more_than_ten_are_cut_after_the_seventh():
    eleven = [(f"F{number}", f"G{number}") for number in range(1, 12)]

    assert citing.bibliography(by(*eleven[:10]), "en").startswith("F1, G1, G2 F2")
    assert citing.bibliography(by(*eleven[:10]), "en").endswith("G9 F9, and G10 F10. “T.”")
    assert citing.bibliography(by(*eleven), "en").endswith("G6 F6, G7 F7, et al. “T.”")


def test_names_that_were_cut_where_they_were_read_stay_so():
    item = by(*FOUR[:2])
    item["author"].append({"literal": "others"})

    assert citing.note(item, language="en") == "George P. Shultz, William J. Perry et al., “T.”"
    assert citing.short_note(item, language="en") == "Shultz et al., “T.”"
    assert citing.bibliography(item, "en") == "Shultz, George P., William J. Perry, et al. “T.”"


def test_a_name_with_its_family_name_first_is_not_turned_round():
    item = by(("Choe", "Sang-Hun"), ("Sanger", "David E."))
    item["author"][0]["static-ordering"] = True

    assert citing.note(item, language="en") == "Choe Sang-Hun and David E. Sanger, “T.”"
    assert citing.bibliography(item, "en") == "Choe Sang-Hun, and David E. Sanger. “T.”"


def test_a_suffix_comes_last_and_a_particle_stays_with_its_name():
    author = {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de", "suffix": "Jr."}
    item = {"type": "webpage", "title": "T", "author": [author]}

    assert citing.note(item, language="en") == "Charles de Gaulle Jr., “T.”"
    assert citing.bibliography(item, "en") == "de Gaulle, Charles, Jr. “T.”"


def test_editors_stand_at_the_head_of_a_book_without_author():
    item = {"type": "book", "title": "T", "editor": people(("Narang", "Vipin"), ("Sagan", "Scott D."))}
    one = item | {"editor": item["editor"][:1]}

    assert citing.note(item, language="en") == "Vipin Narang and Scott D. Sagan, eds., <em>T</em>."
    assert citing.note(one, language="en") == "Vipin Narang, ed., <em>T</em>."
    assert citing.bibliography(item, "en") == "Narang, Vipin, and Scott D. Sagan, eds. <em>T</em>."


# ─── points and quotation marks ───


@pytest.mark.parametrize(
    ("title", "note", "line"),
    [
        (
            "Is China a Status Quo Power?",
            "“Is China a Status Quo Power?,” 3.",
            "“Is China a Status Quo Power?”",
        ),
        ("Stop!", "“Stop!,” 3.", "“Stop!”"),
        ("Made in the U.S.", "“Made in the U.S.,” 3.", "“Made in the U.S.”"),
        ("On the “New” War", "“On the ‘New’ War,” 3.", "“On the ‘New’ War.”"),
        ("The “New War”", "“The ‘New War,’” 3.", "“The ‘New War.’”"),
        ("A “B ‘C’ D” of Kim’s", "“A ‘B “C” D’ of Kim’s,” 3.", "“A ‘B “C” D’ of Kim’s.”"),
        ('The "New" War', "“The ‘New’ War,” 3.", "“The ‘New’ War.”"),
        ("The Allies’", "“The Allies’,” 3.", "“The Allies’.”"),
        ("  Two \n lines ", "“Two lines,” 3.", "“Two lines.”"),
    ],
)
def test_points_go_inside_the_marks_and_never_stand_twice(title, note, line):
    item = {"type": "webpage", "title": title}

    assert citing.note(item, "3", language="en") == note
    assert citing.bibliography(item, "en") == line


def test_a_slanted_title_keeps_its_own_marks_and_its_question():
    item = {"type": "book", "title": "Is “Peace” Over?", "issued": on(2020)}

    assert citing.note(item, language="en") == "<em>Is “Peace” Over?</em> (2020)."
    assert citing.bibliography(item, "en") == "<em>Is “Peace” Over?</em> 2020."


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        (on(2019), "2019"),
        (on(2019, 6), "June 2019"),
        (on(2019, 6, 13), "June 13, 2019"),
        ({"date-parts": [[2005, 8, 25], [2005, 8, 27]]}, "August 25–27, 2005"),
        ({"date-parts": [[2005, 8, 30], [2005, 9, 2]]}, "August 30–September 2, 2005"),
        ({"date-parts": [[2002, 9], [2002, 10]]}, "September/October 2002"),
        ({"date-parts": [[2020, 12], [2021, 1]]}, "December 2020–January 2021"),
        ({"date-parts": [[2009], [2010]], "season": "Winter"}, "Winter 2009/10"),
        ({"date-parts": [[1999], [2000]]}, "1999/2000"),
        ({"date-parts": [[2019]], "season": 3}, "Autumn 2019"),
        ({"date-parts": [["2019", "6"]]}, "June 2019"),
        ({"date-parts": [[1950]], "circa": True}, "ca. 1950"),
        ({"literal": "forthcoming"}, "forthcoming"),
        ({"raw": "spring of 1999"}, "spring of 1999"),
    ],
)
def test_dates_are_printed_in_words(date, printed):
    assert citing.note({"type": "webpage", "title": "T", "issued": date}, language="en") == f"“T,” {printed}."


# ─── languages and hostile items ───


def test_words_in_another_language_say_so():
    french = {
        "type": "book",
        "title": "La politique de défense du Japon",
        "author": people(("Delamotte", "Guibourg")),
        "publisher": "Presses universitaires de France",
        "publisher-place": "Paris",
        "issued": on(2010),
        "language": "fr-FR",
    }

    assert citing.note(french, "88", language="en") == (
        'Guibourg Delamotte, <em lang="fr">La politique de défense du Japon</em> '
        '(Paris: <span lang="fr">Presses universitaires de France</span>, 2010), 88.'
    )


def test_a_japanese_work_in_an_english_paper_is_not_slanted_and_says_its_language():
    item = {
        "type": "book",
        "title": "日米同盟の絆",
        "author": people(("坂元", "一哉")),
        "publisher": "有斐閣",
        "issued": on(2000),
    }

    assert citing.note(item, "3", language="en") == (
        '<span lang="ja">坂元一哉</span>, <span lang="ja">日米同盟の絆</span> (<span lang="ja">有斐閣</span>, 2000), 3.'
    )


def test_an_english_work_on_a_japanese_page_is_marked_whole():
    assert citing.note(LONG_GAME, "3", language="ja") == (
        f'<span lang="en">{citing.note(LONG_GAME, "3", language="en")}</span>'
    )
    assert citing.bibliography(LONG_GAME, "ko").startswith('<span lang="en">Doshi, Rush.')


def test_markup_in_an_item_is_text():
    evil = '<script>alert("x")</script>&'
    item = {
        "type": "book",
        "title": evil,
        "author": [{"family": evil, "given": evil}],
        "publisher": evil,
        "URL": evil,
        "language": '"><b>',
    }
    for said in (
        citing.note(item, evil, evil, language="en"),
        citing.short_note(item, evil, language="en"),
        citing.bibliography(item, "en"),
        citing.sist02(item, "en"),
    ):
        assert "<script" not in said
        assert "<b>" not in said
        assert "&lt;script&gt;" in said


def test_laws_and_treaties_are_printed_with_all_that_their_notes_say():
    printed = [
        "Convention on International Civil Aviation, Chicago, December 7, 1944, arts. 1, 3 bis",
        "10 U.S.C. §§ 8680, 8690",
        "10 U.S.C. § 8680(a)",
        "85 Fed. Reg. 9359",
    ]
    read = [notes.read(f"{text}.").items[0] for text in printed]

    again = [citing.note(each.item, each.locator, each.label, language="en") for each in read]
    assert again == [f"{text}." for text in printed]


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"type": "book", "title": "A <i> & B."}, "A <i> & B."),
        (
            {"type": "legislation", "container-title": "U.S.C.", "volume": "10", "section": "2342"},
            "10 U.S.C. § 2342",
        ),
        ({"type": "legislation", "title": " ", "container-title": "R&D <b>", "volume": "2"}, "2 R&D <b>"),
        ({}, ""),
    ],
)
def test_a_work_without_a_title_is_called_what_lists_print_of_it(item, name):
    assert citing.called(item) == name
