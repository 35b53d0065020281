"""The desk passes axe with no violation: its lists, forms, editor, import and publishing pages, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.urls import reverse

from papers import media, publishing
from papers.models import Intake, Release, SitePage, Translation
from tests.factories import make_paper, make_series, make_tag, make_translation, save
from tests.journeys.desk import log_in
from tests.test_importing_storing import ENGLISH, JAPANESE
from tests.word import png

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
# Nothing but what is wrong is asked, which takes half the time.
RULES = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
}


@pytest.fixture
def addresses():
    """The pages of the desk, each leading to a row that shows all it has."""
    image = media.keep(media.read(png()))
    paper = make_paper("pact", series=make_series("run"), volume="1", tags=[make_tag("sea")])
    english = make_translation(
        paper,
        "en",
        body='<h2 data-passage="a">H</h2><p data-passage="b">One<sup data-note="n1"></sup>.</p>'
        '<table data-passage="c"><caption>C</caption><tbody><tr><th scope="col"><p>A</p></th></tr>'
        "<tr><td><p>1</p></td></tr></tbody></table>"
        f'<figure data-passage="d"><img src="{image.url}" alt="A"><figcaption>F</figcaption></figure>',
        notes={"n1": "<p>Source.</p>"},
    )
    make_translation(paper, "ja", title="協定", body='<p data-passage="b">一。</p>')
    publishing.publish([english])
    save(english, title="Changed", body='<p data-passage="b">Two.</p>')
    about = SitePage.objects.create(slug="about", title_en="About", body_en="<p>x</p>")
    edition = ("papers_translation", english.pk)
    return {
        "index": reverse("admin:index"),
        "papers": reverse("admin:papers_paper_changelist"),
        "editions": reverse("admin:papers_translation_changelist"),
        "images": reverse("admin:papers_image_changelist"),
        "paper": reverse("admin:papers_paper_change", args=[paper.pk]),
        "editor": reverse("admin:papers_translation_change", args=[english.pk]),
        "series": reverse("admin:papers_series_change", args=[paper.series.pk]),
        "note": reverse("admin:papers_footnote_change", args=[paper.footnotes.get().pk]),
        "saved states": reverse(f"admin:{edition[0]}_revisions", args=[english.pk]),
        "comparison": reverse(f"admin:{edition[0]}_compare", args=[english.pk, 1, 2]),
        "publishing": reverse("admin:papers_paper_publishing", args=[paper.pk]),
        "authors": reverse("admin:papers_author_changelist"),
        "author": reverse("admin:papers_author_change", args=[paper.authorships.get().author.pk]),
        "nothing found": reverse("admin:papers_tag_changelist") + "?q=zzzz",
        "recovering": reverse("admin:papers_tag_recoverlist"),
        "versions": reverse("admin:papers_version_changelist"),
        "release": reverse("admin:papers_release_change", args=[Release.objects.get().pk]),
        "deleting": reverse("admin:papers_sitepage_delete", args=[about.pk]),
        "deleting an author": reverse("admin:papers_author_delete", args=[paper.authorships.get().author.pk]),
        "redirect": reverse("admin:papers_redirect_add") + "?old_path=/old",
        "person": reverse("admin:auth_user_add"),
        "group": reverse("admin:auth_group_add"),
        "new paper": reverse("admin:papers_paper_add"),
        "paper without a series": reverse("admin:papers_paper_change", args=[make_paper("alone").pk]),
        "new edition": reverse("admin:papers_translation_add"),
        "import": reverse("admin:papers_paper_import"),
    }


@pytest.mark.parametrize(("language", "scheme"), [("ja", "light"), ("en", "dark")])
def test_no_page_of_the_desk_has_a_violation(chromium, live_server, addresses, tmp_path, language, scheme):
    locale = {"ja": "ja-JP", "en": "en-GB"}[language]
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale=locale, color_scheme=scheme
    )
    log_in(context, live_server.url, get_user_model().objects.create_superuser("ann", "", "x"))
    page = context.new_page()
    found = {}
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        if name == "editor":
            page.locator(".body-editor[data-ready]").wait_for()
        found[name] = violations(page)
    paths = {tmp_path / "paper.en.md": ENGLISH, tmp_path / "paper.md": JAPANESE, tmp_path / "empty.md": ""}
    for path, text in paths.items():
        path.write_text(text, encoding="utf-8")
    page.locator("[name=files]").set_input_files(list(paths))
    found["chosen"] = violations(page)
    page.locator(".target .select2-selection").click()
    page.locator(".select2-results__option").first.wait_for()
    found["typing"] = violations(page)
    page.keyboard.press("Escape")
    page.locator("button.default").click()
    page.locator(".errornote").wait_for()
    found["refused"] = violations(page)
    page.reload()
    page.locator("button.default").click()
    page.locator("button[value=store]").wait_for()
    found["intake"] = violations(page)
    found |= rows_added(page, {name: live_server.url + path for name, path in addresses.items()})
    found |= mishaps(page, live_server.url + addresses["editor"])
    context.close()

    assert Intake.objects.count() == 1
    seen = [f"{name}: {rule} {nodes}" for name, rules in found.items() for rule, nodes in rules]
    assert not seen, "\n".join(seen)


def rows_added(page, addresses):
    """Return what is found where a row was added, another taken out, and a choice of the next one opened."""
    found = {}
    for name in ("new paper", "paper", "editor"):
        page.goto(addresses[name])
        add = page.locator(".add-row a")
        add.click()
        add.click()
        found[f"{name}, rows added"] = violations(page)
        page.locator(".inline-related:not(.has_original, .empty-form) .inline-deletelink").first.click()
        row = page.locator(".inline-related:not(.has_original, .empty-form)")
        row.locator(".select2-selection").click()
        page.locator(".select2-results__option").first.wait_for()
        found[f"{name}, choosing in a row"] = violations(page)
        page.keyboard.press("Escape")
    return found


def mishaps(page, editor):
    """Return what is found on the pages that nobody wants to see: a form refused, a draft offered, a stale text."""
    found = {}
    page.goto(editor)
    page.locator("[name=title]").fill("Mine")
    page.locator("#translation_form [name=csrfmiddlewaretoken]").evaluate("(field) => { field.value = 'x' }")
    page.locator("[name='_continue']").click()
    page.locator(".refusal").wait_for()
    found["refused"] = violations(page)
    page.locator(".refusal .button").click()
    page.locator(".draft").wait_for()
    found["draft"] = violations(page)
    page.locator(".draft-take").click()
    save(Translation.objects.get(language="en"), title="Theirs", body='<p data-passage="b">Three.</p>')
    page.locator("[name='_continue']").click()
    page.locator(".stale [data-all]").click()
    page.locator(".unchanged summary").first.click()
    page.locator(".change-take summary").first.click()
    found["stale"] = violations(page)
    return found


def violations(page):
    results = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in results]
