"""The words a reader of notes knows: each table says what it is evidence for."""


def words(text: str) -> frozenset[str]:
    """Return the words of a table that is printed as running text."""
    return frozenset(text.split())


# ─── dates ───

# Months by their names and usual abbreviations in the languages of our papers' sources.
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan janvier januar jänner stycznia",
            "february feb février fév februar lutego",
            "march mar mars märz marca",
            "april apr avril avr kwietnia",
            "may mai maja",
            "june jun juin juni czerwca",
            "july jul juillet juil juli lipca",
            "august aug août sierpnia",
            "september sept sep septembre września",
            "october oct octobre oktober okt października",
            "november nov novembre listopada",
            "december dec décembre déc dezember dez grudnia",
        ],
        start=1,
    )
    for name in names.split()
}

# Quarterlies are dated by season (CMOS 14.171).
SEASONS = ["Spring", "Summer", "Autumn", "Fall", "Winter", "printemps", "été", "automne", "hiver"]

# The first year of each Japanese era that is still cited.
ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}

# ─── names ───

# Small words inside a personal name; after these the family name begins with them (van Creveld, de Gaulle).
PARTICLES = {"van", "der", "den", "de", "la", "le", "du", "des", "da", "di", "bin", "al", "el", "ter", "ten"}

# German and Austrian "von" is left out where the family name stands alone (Clausewitz), so it goes with the given name.
DROPPED_PARTICLES = {"von", "zu"}

# A master's title after his family name: it is no given name.
HONORIFICS = {"Tzu"}

SUFFIXES = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"}

# Family names that are printed first, as in their own language, when what follows is a given name of that language.
FAMILY_FIRST = words(
    """
    Kim Lee Yi Park Pak Choi Choe Jung Jeong Chung Kang Cho Jo Yoon Yun Jang Chang Lim Im Rim Han Oh Seo
    Suh Shin Sin Kwon Hwang Ahn An Song Ryu Yoo Yu Hong Jeon Jun Koh Ko Go Moon Mun Yang Son Sohn Bae
    Baek Paek Heo Hur Nam Shim Sim Roh Noh No Ha Joo Ju Woo Ku Koo Cha Kan Cheon Chun Wang Li Zhang Liu
    Chen Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Xie Tang Deng Feng Xi Cai Pan Du
    Ye Yuan Lu Jiang Tsai Mao Hua Qin Qian Shen Yan Nguyen Tran
    """
)

# The words that head a body's name; after "and" only one of these begins another body.
BODY_HEADS = words(
    """
    academy academies
    republic agency alliance assembly association bank board bureau center centre chamber commission committee
    company congress corporation council court department directorate embassy federation forum
    foundation fund government house institute institution league library ministry nations office
    organisation organization parliament party representative secretariat secretary senate society union
    university treasury tribunal staff pentagon kremlin nato
    """
)

# Words of an event's name, which a place has not.
EVENT_WORDS = words(
    "dialogue summit symposium meeting workshop session diet forum conference university college school address hall"
)

# Words that a body's name has and a person's has not.
BODY_WORDS = words(
    """
    academy academies administration affairs agency alliance army assembly assistant association authority bank
    board bureau cabinet center centre chamber commonwealth club college command commerce commission committee
    company congress conference corporation corps council court defense defence delegation department
    directorate division embassy enterprise enterprises euratom federation force forces forum foundation
    fund government group house industries initiative inspectorate institut institute institution
    international laboratory league library ministry mission museum nations navy network observatory
    office organisation organization parliament party police presidency project programme program
    registry representative representatives research secretariat secretary security senate service
    services society staff states stiftung survey taskforce treasury tribunal trust union university
    watch aerospace systems republic ministerstwo urząd sejm bundesregierung
    bundestag ministère ministerium bundesministerium amt élysée pentagon kremlin holdings
    technologies labs inc ltd
    """
)

# Words of a body's or a group's name that alone make no body, but that no person has: "Joint Analysis and …".
PLAIN_WORDS = words("joint analysis strategic national regional global military lessons applied advanced")

# Words between the capitals of a body's name.
LINKS = {
    "of",
    "the",
    "for",
    "and",
    "on",
    "to",
    "in",
    "&",
    "de",
    "des",
    "du",
    "la",
    "für",
    "der",
    "dla",
    "i",
    "und",
    "d’études",
    "at",
    "against",
}

# ─── outlets ───

# Words in the name of a newspaper, a news agency or a broadcaster's news.
NEWS_WORDS = words(
    """
    times post herald tribune guardian telegraph journal news gazette daily newspaper observer
    independent press sun mail agency newswire wire bulletin morning shimbun zeitung ilbo
    """
)

# Names of news outlets without such a word.
NEWS_NAMES = words(
    """
    cnn bbc nhk reuters bloomberg afp upi npr politico axios cnbc nbc abc cbs msnbc fox yonhap xinhua
    tass kyodo jiji nikkei hankyung hankyoreh joongang donga chosun euractiv euronews aljazeera lefigaro
    lemonde libération spiegel welt handelsblatt kcna cna dw rfi rferl semafor interfax ukrinform
    ft wsj nyt scmp wapo ap
    yomiuri asahi mainichi sankei nippon.com straitstimes barron’s politico.eu forbes.com marketwatch
    """
)
NEWS_PHRASES = {
    "Le Monde", "Le Figaro", "Die Welt", "Die Zeit", "El País", "Al Jazeera", "USA Today", "Nikkei Asia", "Kyiv Independent",
    "Deutsche Welle", "Voice of America", "Radio Free Europe/Radio Liberty", "Radio Free Asia", "Defense One",
    "Breaking Defense",
    "Chosun Ilbo", "Global Times", "People’s Daily", "Japan Today", "Nikkei Asian Review", "Stars and Stripes", "The Hill",
    "Roll Call", "Associated Press", "Agence France-Presse", "Rzeczpospolita", "Gazeta Wyborcza",
}  # fmt: skip

# Words in the name of a magazine or review.
MAGAZINE_WORDS = words(
    """
    magazine weekly monthly review newsweek
    """
)
MAGAZINE_NAMES = {
    "Foreign Affairs", "Foreign Policy", "Economist", "Atlantic", "Atlantic Monthly", "Newsweek", "Time", "Diplomat",
    "National Interest", "American Interest", "New Yorker", "New Republic", "Nation", "Spectator", "New Statesman",
    "Janes", "Jane’s", "Fortune", "Forbes", "Wired", "Businessweek", "Bloomberg Businessweek", "Der Spiegel", "Spiegel",
    "L’Express", "Le Point", "Proceedings", "Prospect", "Nikkei Business", "Foreign Service Journal", "Life", "Science",
    "Nature", "Harper’s", "Commentary", "Le Monde diplomatique", "Noema", "Diplomatie", "Parameters",
}  # fmt: skip

# Reviews of a site that has no paper edition and calls itself none: a page of it (conventions of the library).
SITES = {
    "War on the Rocks",
    "Lawfare",
    "Just Security",
    "38 North",
    "East Asia Forum",
    "The Conversation",
    "Bellingcat",
}

# Where posts stand (CMOS 14.209).
PLATFORMS = {
    "Twitter",
    "X",
    "Facebook",
    "LinkedIn",
    "Instagram",
    "Truth Social",
    "Telegram",
    "Mastodon",
    "Bluesky",
    "Weibo",
    "Threads",
}

# Broadcasters: after a programme's name they make a broadcast of it.
BROADCASTERS = words("PBS CBS NBC ABC CNN BBC NPR NHK HBO MSNBC C-SPAN KBS MBC SBS ARD ZDF TBS") | {
    "Fox News", "BBC One", "BBC Two", "BBC Radio 4", "Channel 4", "テレビ朝日", "フジテレビ", "日本テレビ", "テレビ東京",
}  # fmt: skip

# ─── publishers ───

# Towns that publish: where the publisher is left out, the town stands alone (Warszawa, 2016).
TOWNS = {
    "New Haven", "Stanford", "Annapolis", "Lanham", "Boulder", "Cheltenham", "Abingdon", "Basingstoke", "Malden", "Cham",
    "London", "New York", "Oxford", "Cambridge", "Boston", "Chicago", "Washington", "Washington, DC", "Princeton",
    "Ithaca", "Paris", "Berlin", "München", "Munich", "Frankfurt", "Frankfurt am Main", "Hamburg", "Köln", "Bonn",
    "Stuttgart", "Leipzig", "Wien", "Vienna", "Zürich", "Genève", "Geneva", "Bern", "Bruxelles", "Brussels",
    "Leiden", "The Hague", "Amsterdam", "Warszawa", "Warsaw", "Kraków", "Wrocław", "Poznań", "Gdańsk", "Łódź",
    "Toruń", "Lublin", "Praha", "Prague", "Budapest", "Roma", "Rome", "Milano", "Madrid", "Barcelona",
    "Stockholm", "Oslo", "Helsinki", "København", "Copenhagen", "Tallinn", "Vilnius", "Riga", "Kyiv", "Moscow",
    "Moskva", "Tokyo", "Seoul", "Beijing", "Shanghai", "Taipei", "Singapore", "Canberra", "Sydney", "Melbourne",
    "Delhi", "New Delhi", "Ottawa", "Toronto", "Philadelphia", "Los Angeles", "Santa Monica", "Baden-Baden",
}  # fmt: skip

# Words of houses that make books, which decide for a book before any word of an institution.
HOUSE_WORDS = words(
    """
    press presses up oup cup mup books book publishers publishing publications verlag éditions editions
    routledge palgrave macmillan springer wiley elgar sage penguin random harpercollins norton scribner
    holt knopf simon polity bloomsbury brill wydawnictwo gallimard fayard seuil suhrkamp beck
    """
)

# ─── genres ───

# What a report calls itself, before its number.
REPORT_WORDS = [
    "Policy Paper",
    "Working Paper",
    "Research Paper",
    "Discussion Paper",
    "Occasional Paper",
    "Issue Paper",
    "White Paper",
    "Briefing Paper",
    "Discussion Note",
    "Research Note",
    "Technical Note",
    "Policy Note",
    "Policy Brief",
    "Issue Brief",
    "Research Brief",
    "Background Brief",
    "Fact Sheet",
    "Factsheet",
    "Research Report",
    "Special Report",
    "Technical Report",
    "Task Force Report",
    "Policy Contribution",
    "Memorandum",
    "Report",
    "Brief",
    "Paper",
    "Study",
    "Studie",
    "Monograph",
    "Backgrounder",
    "In Focus",
    "Policy Analysis",
    "Commentary",
]
# Words that only before a number are a report's, and else the last word of a body's name or a journal's.
NUMBERED_WORDS = [
    "Directive", "Comment", "Comments", "Analysis", "Insight", "Insights", "Primer", "Perspective", "Perspectives", "Note",
    "Publication", "Aktuell", "Document", "Memo", "Series", "Bulletin", "Estimate",
]  # fmt: skip
THESIS_WORDS = ["diss.", "dissertation", "thesis"]
SPEECH_WORDS = [
    "keynote address", "keynote speech", "opening remarks", "closing remarks", "remarks", "speech", "address", "lecture",
    "inaugural address", "public lecture", "keynote", "policy speech", "statement", "testimony",
]  # fmt: skip
RELEASE_WORDS = [
    "news release", "press release", "media release", "media advisory", "press statement", "media statement",
]  # fmt: skip
MAIL_WORDS = [
    "email message", "e-mail message", "email", "e-mail", "letter", "memorandum", "cable", "telegram",
    "text message",
]  # fmt: skip
MEDIUM_WORDS = [
    "video", "audio", "podcast", "Kindle", "PDF", "e-book", "ebook", "EPUB", "CD-ROM", "DVD", "microfilm",
    "podcast audio", "online", "transcript",
]  # fmt: skip
# What stands in a title of figures that are kept up to date.
# A tracker is one when a body is named as its author; else it may be any page that follows something.
DATASET_WORDS = [
    "tracker", "database", "dataset", "data set", "statistics", "data portal", "indicators", "dataportal",
]  # fmt: skip

# ─── law ───

# The last words of treaties and laws, which look like names of persons otherwise.
WORKS = {
    "Treaty",
    "Convention",
    "Agreement",
    "Protocol",
    "Covenant",
    "Charter",
    "Pact",
    "Act",
    "Law",
    "Code",
    "Constitution",
}
TREATY_WORDS = [
    "Treaty", "Convention", "Agreement", "Protocol", "Covenant", "Charter of", "Pact",
    "Memorandum of Understanding",
]  # fmt: skip
ACT_WORDS = [
    "Act", "Law", "Regulation", "Directive", "Ordinance", "Decree", "Code", "Constitution", "Gesetz", "Ustawa",
    "Statute",
]  # fmt: skip
# Collections of treaties, against those of cases.
TREATY_SERIES = {
    "U.N.T.S.",
    "UNTS",
    "U.S.T.",
    "UST",
    "T.I.A.S.",
    "L.N.T.S.",
    "LNTS",
    "I.L.M.",
    "ILM",
    "E.T.S.",
    "Bevans",
}
CODES = {"U.S.C.", "U.S.C.A.", "C.F.R.", "Stat.", "Fed. Reg.", "USC", "CFR"}
GAZETTES = ["Dz.U.", "BGBl.", "OJ", "O.J.", "JORF", "Official Journal"]

# ─── comments ───

# What leads to a source (CMOS 14.37); the last one before the source ends the comment.
OPENERS = [
    "see also", "see generally", "see especially", "see further", "see in particular", "but see", "but see also", "see",
    "cf.", "cf", "compare", "contra", "quoted in", "cited in", "reprinted in", "reproduced in", "as cited in",
    "as quoted in", "adapted from", "data from", "according to", "for example", "for instance", "e.g.",
]  # fmt: skip
AFTER_OPENERS = [
    "also", "for example", "for instance", "e.g.", "in particular", "especially", "generally", "among others", "inter alia",
    "further", "most recently", "respectively", "the discussion in", "as well as",
]  # fmt: skip
# Verbs of a sentence; a title that is not marked as one has none of them.
VERBS = words(
    """
    is are was were has have had thanks thank does did do will would may might can could should remains
    remain took take used refers includes include said says argues argue differ differs applies apply
    """
)

# ─── abbreviations: a stop after these ends no sentence ───

ABBREVIATIONS = words(
    """
    vol vols exec seq no nos ed eds trans pp p pg chap chaps fig figs art arts sec secs para paras al cit diss
    pub l stat corp inc ltd co v vs st dr mr mrs ms jr sr gen sen rep adm col lt capt gov prof cong sess
    pt pts rev repr cf viz e.g i.e jan feb mar apr jun jul aug sept sep oct nov dec cir f.supp
    ser dept univ assn bros n s u.s u.k ph.d op ca approx dist fed app ct supp reg res doc rept poz dz.u
    bd hrsg nr bgbl f ff nast str déc janv févr avr juil www par cl no.s
    """
)

STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|"
    "TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|D\\.C\\.|UK|ON|QC|BC|ACT|NSW"
)
