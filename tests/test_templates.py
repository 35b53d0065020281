"""Templates and style sheets: what the security policy and the design ask of every one of them."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
# The desk stands on Django's own sheets, which know no layers and would win over any.
OF_THE_DESK = {"desk.css", "editor.css", "works.css"}
LAYERS = "@layer tokens, base, lists, reading, parallel, print;"

every_template = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}"
)
every_sheet = pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)


@every_template
def test_a_template_compiles(path):
    name = path.relative_to(ROOT / "templates")
    assert get_template(str(name), using="django" if name.parts[0] == "admin" else "pages")


@every_template
def test_a_template_never_calls_text_safe(path):
    assert re.findall(r"\|\s*safe|autoescape\s+off|safeseq", path.read_text()) == []


@every_template
def test_a_template_has_no_inline_style_or_script(path):
    source = path.read_text().replace('<script type="application/ld+json">', "")  # data, which nothing runs

    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", source) == []


@every_sheet
def test_style_sheets_agree_on_the_order_of_layers(path):
    if path.name in OF_THE_DESK:
        return
    assert re.findall(r"^@layer .*;$", path.read_text(), re.MULTILINE) == [LAYERS]


@every_sheet
def test_a_style_sheet_asks_for_nothing_from_outside(path):
    # Files of ours beside it, and an address among the selectors, are no requests.
    text = re.sub(r'href\^="http"|@import url\("\w+\.css"\)', "", path.read_text())

    assert re.findall(r"url\(|@import|http", text) == []


@every_sheet
def test_colours_are_stated_in_the_tokens_alone(path):
    if path.name in ("tokens.css", "print.css"):
        return
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", path.read_text()) == []
