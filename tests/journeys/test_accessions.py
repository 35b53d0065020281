"""Citations come in and go out in a real browser: a file imported without a script, and one kept from a public page."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from references import formats, matching
from references.models import NearMatch, Reference
from tests.factories import make_edition, make_paper, make_series
from tests.journeys.desk import log_in
from tests.journeys.test_desk_accessibility import violations
from tests.test_accessions import book
from tests.test_admin_accessions import SEA

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
# An entry that is refused where it stands.
TRAP = b"@misc{trap, title = {Trap}, url = {javascript:alert(1)}, year = {abcd}}\n"


def desk(chromium, live_server, **context):
    made = chromium.new_context(**context)
    log_in(made, live_server.url, get_user_model().objects.create_superuser("ann", "", "x"))
    page = made.new_page()
    page.goto(live_server.url + reverse("admin:references_reference_changelist"))
    return made, page


def sample(tmp_path, data=SEA, name="works.bib"):
    file = Path(tmp_path) / name
    file.write_bytes(data)
    return str(file)


def test_works_are_imported_without_a_script(chromium, live_server, tmp_path):
    near, _new = matching.find_or_add(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    context, page = desk(chromium, live_server, java_script_enabled=False, locale="en-GB")
    page.get_by_role("link", name="Import works").click()
    page.get_by_label("File", exact=False).first.set_input_files(sample(tmp_path))
    page.get_by_role("button", name="Read the works").click()
    page.get_by_label("Decide on entry 2").select_option(f"as:{near.pk}")
    page.get_by_label("Decide on entry 3").select_option("skip")
    page.get_by_role("button", name="Keep what is decided").click()
    assert page.get_by_label("Decide on entry 3").input_value() == "skip"
    page.get_by_role("button", name="Store all 3 works").click()

    page.get_by_text("1 work was added. 1 was here already. 1 was left out.").wait_for()
    assert {work.title for work in Reference.objects.all()} == {near.title, "The Sea"}
    assert NearMatch.objects.count() == 0
    context.close()


@pytest.mark.parametrize(("language", "scheme"), [("ja", "light"), ("en", "dark")])
def test_the_pages_of_an_import_have_no_violation(chromium, live_server, tmp_path, language, scheme):
    matching.find_or_add(book("The Sea"))
    matching.find_or_add(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    locale = {"ja": "ja-JP", "en": "en-GB"}[language]
    context, page = desk(chromium, live_server, locale=locale, color_scheme=scheme)
    page.goto(live_server.url + reverse("admin:references_reference_import"))
    found = {"asked": violations(page)}
    page.set_input_files("#id_file", sample(tmp_path, b"@book{k,\n title = {x"))
    page.click("button.default")
    found["refused"] = violations(page)
    page.set_input_files("#id_file", sample(tmp_path, TRAP + SEA))
    page.click("button.default")
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    found["read"] = violations(page)
    page.set_viewport_size({"width": 390, "height": 844})
    found["narrow"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    assert {key: wrong for key, wrong in found.items() if wrong} == {}
    context.close()


@pytest.mark.parametrize(
    ("name", "ending"), [("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"), ("CSV", "csv")]
)
def test_a_reader_keeps_a_citation_under_a_name_that_tells(page, live_server, name, ending):
    make_edition(make_paper("pact", series=make_series("allies")), title="A Pact")
    page.goto(f"{live_server.url}/en/papers/pact/")
    with page.expect_download() as kept:
        page.get_by_role("link", name=f"{name}: how to cite this paper").click()

    assert kept.value.suggested_filename == f"pact-en.{ending}"
    (item,) = formats.read(f"a.{ending}", Path(kept.value.path()).read_bytes())
    assert (item["id"], item["title"]) == ("pact-en", "A Pact")
