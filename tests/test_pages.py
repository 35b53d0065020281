"""The engine of the public pages: what is known beforehand is compiled in, in the language of the page, and escaped."""

import pytest
from django.template import TemplateSyntaxError
from django.templatetags.static import static
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from jinja2 import DictLoader, FunctionLoader
from markupsafe import Markup

from config.pages import Pages

# Whose templates are named by their text.
PAGES = Pages({"NAME": "pages", "DIRS": [], "APP_DIRS": False, "OPTIONS": {"loader": FunctionLoader(str)}})


def render(text, language, **context):
    with translation.override(language):
        return PAGES.get_template(text).render(context)


def test_a_word_is_the_language_of_each_page():
    languages = ("en", "ja", "en", None)

    assert [render('{{ _("Close") }}', code) for code in languages] == ["Close", "閉じる", "Close", "Close"]


def test_a_sentence_with_values_is_too():
    sentence = "{% trans number=3 %}Version {{ number }}{% endtrans %}"

    assert [render(sentence, code) for code in ("ja", "en")] == ["第3版", "Version 3"]


def test_a_word_with_markup_is_escaped():
    text = """<a title="{{ _('"<b>" & more') }}">{{ _("<i>") }}</a>"""

    assert render(text, "ja") == '<a title="&#34;&lt;b&gt;&#34; &amp; more">&lt;i&gt;</a>'


def test_a_word_that_is_handed_on_is_plain_text():
    assert render('{{ show(_("<i>")) }}', "ja", show=len) == "3"
    assert render('{{ word or _("<i>") }}', "ja", word="<b>") == "&lt;b&gt;"
    assert render('{{ word or _("<i>") }}', "ja") == "&lt;i&gt;"


def test_a_word_that_is_known_only_later_is_translated_then():
    assert render("{{ _(word) }}", "ja", word="Close") == "閉じる"
    assert render('{{ _("Clo" ~ "se") }}', "ja") == "閉じる"


def test_the_address_of_a_static_file_is_escaped_as_any_text():
    assert render('<img src="{{ static("icon.svg") }}">', "en") == f'<img src="{static("icon.svg")}">'
    assert render("""{{ static("it's.css") }}""", "en") == "/static/it&#39;s.css"


def test_text_that_only_looks_like_a_call_stays():
    assert render('_("Close") {# _("Close") #}{{ "_(1)" }}', "ja") == '_("Close") _(1)'


@pytest.mark.parametrize("auto_reload", [True, False])
def test_an_included_template_knows_what_the_place_knows_and_may_include_others(auto_reload):
    templates = {
        "list": '{% for name in names %}{% include "entry" %}{% endfor %}',
        "entry": '<li>{% with text=name %}{% include "word" %}{% endwith %} {{ size }}</li>\n',
        "word": "{{ _('Close') }}: {{ text }}",
    }
    options = {"loader": DictLoader(templates), "auto_reload": auto_reload}
    pages = Pages({"NAME": "pages", "DIRS": [], "APP_DIRS": False, "OPTIONS": options})

    with translation.override("ja"):
        html = pages.get_template("list").render({"names": ["<a>", "b"], "size": 2})

    assert html == "<li>閉じる: &lt;a&gt; 2</li>\n<li>閉じる: b 2</li>\n"


@pytest.mark.parametrize("auto_reload", [True, False])
def test_a_template_fills_the_blocks_of_the_one_it_extends_and_leaves_the_others(auto_reload):
    templates = {
        "frame": (
            "<title>{% block title %}{{ _('Close') }}{% endblock %}</title>"
            "{% block main %}{% endblock %}|{% block end %}.{% endblock %}\n"
        ),
        "page": (
            '{% extends "frame" %}\n'
            '{% block main %}{% for name in names %}{% include "entry" %}{% endfor %}\n{% endblock %}\n'
            "{% block end %}{% endblock %}"
        ),
        "entry": "<li>{{ name }}</li>",
    }
    options = {"loader": DictLoader(templates), "auto_reload": auto_reload}
    pages = Pages({"NAME": "pages", "DIRS": [], "APP_DIRS": False, "OPTIONS": options})

    with translation.override("ja"):
        html = pages.get_template("page").render({"names": ["<a>", "b"]})

    assert html == "<title>閉じる</title><li>&lt;a&gt;</li><li>b</li>\n|\n"


def test_what_stands_outside_the_blocks_of_a_template_is_refused_rather_than_lost():
    templates = {"frame": "{% block main %}{% endblock %}", "page": '{% extends "frame" %}\n{% set a = 1 %}'}
    options = {"loader": DictLoader(templates), "auto_reload": False}
    pages = Pages({"NAME": "pages", "DIRS": [], "APP_DIRS": False, "OPTIONS": options})

    with pytest.raises(TemplateSyntaxError, match="outside its blocks"):
        pages.get_template("page")


class Named:
    """What a template may be given: an object with an attribute."""

    items = "an attribute"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("""<a title="it's"> &""", "&lt;a title=&quot;it&#x27;s&quot;&gt; &amp;"),
        (Markup("<b>&amp;</b>"), "<b>&amp;</b>"),
        (SafeString("<b>&amp;</b>"), "<b>&amp;</b>"),
        (gettext_lazy("Close"), "閉じる"),
        (type("Word", (str,), {})("<b>"), "&lt;b&gt;"),
        (3, "3"),
        (None, "None"),
        (["<b>"], "[&#39;&lt;b&gt;&#39;]"),
    ],
)
def test_what_is_printed_is_escaped_unless_it_is_html(value, printed):
    assert render("{{ value }}", "ja", value=value) == printed
    assert render("{% for one in [value] %}{{ one }}{% endfor %}", "ja", value=value) == printed
    assert render("{% set kept %}{{ value }}{% endset %}{{ kept }}", "ja", value=value) == printed
    assert (
        render("{% macro show(one) %}{{ one }}{% endmacro %}{{ show(value) }}", "ja", value=value) == printed
    )


def test_an_entry_of_a_dict_comes_before_its_methods_and_what_is_missing_is_nothing():
    text = "{{ value.items }}{{ value.missing }}"

    assert render(text, "en", value={"items": "an entry"}) == "an entry"
    assert render(text, "en", value=Named()) == "an attribute"
    assert (
        render("{% for key, entry in value.items() %}{{ key }}{{ entry }}{% endfor %}", "en", value={"a": 1})
        == "a1"
    )
