"""An editor and a publisher in a real browser: manuscripts in, doubts settled, a note added, published, withdrawn."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from papers.models import Intake, NoteText, Paper, Translation, Version
from tests.factories import make_paper, make_series, make_translation
from tests.journeys.desk import Desk, log_in
from tests.test_importing_storing import ENGLISH, JAPANESE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-password-of-words"


def person(name, group):
    made = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)
    made.groups.add(Group.objects.get(name=group))
    return made


@pytest.fixture
def groups(db):
    """The three groups, which emptying the database between tests takes away."""
    from importlib import import_module  # a migration has no name that Python could import

    from django.apps import apps

    import_module("papers.migrations.0005_groups").make(apps, None)


@pytest.fixture
def context(chromium, live_server, settings):
    settings.SITE_URL = live_server.url
    made = chromium.new_context(viewport={"width": 1280, "height": 1000}, locale="ja-JP")
    made.set_default_timeout(10_000)
    yield made
    made.close()


def drop(page, texts):
    """Drop files on the page, given by their names."""
    page.evaluate(
        """(texts) => {
          const dataTransfer = new DataTransfer()
          for (const [name, text] of Object.entries(texts)) dataTransfer.items.add(new File([text], name))
          const options = { dataTransfer, bubbles: true, cancelable: true }
          for (const kind of ["dragover", "drop"]) {
            document.querySelector("h1").dispatchEvent(new DragEvent(kind, options))
          }
        }""",
        texts,
    )


def test_from_manuscripts_to_a_published_pair_in_japanese(groups, context, live_server):
    person("hana", "publisher")
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("ユーザー名").fill("hana")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()

    page.goto(live_server.url + reverse("admin:papers_paper_import"))
    drop(page, {"日本語の原稿.md": JAPANESE, "paper.en.md": ENGLISH, "paper.en.docx": "no Word file"})
    assert page.locator(".chosen .file-name").all_inner_texts() == [
        "日本語の原稿.md",
        "paper.en.md",
        "paper.en.docx",
    ]
    assert page.locator(".chosen-count").inner_text() == "ファイルを3つ選択しています"
    page.get_by_role("button", name="「paper.en.docx」を除く").press("Enter")
    assert page.evaluate("document.activeElement.ariaLabel") == "「paper.en.md」を除く"
    assert page.get_by_label("「日本語の原稿.md」の言語").input_value() == "ja"
    assert page.get_by_label("「paper.en.md」の言語").input_value() == "en"
    page.get_by_label("著者").fill("Mihon, Hanako")
    page.get_by_label("原文の言語").select_option("en")
    page.get_by_role("button", name="ファイルを読み込む").click()
    page.get_by_role("button", name="保存する").wait_for()
    assert page.get_by_text("注番号2（注2件を参照）＝注2＝保存2").count() == 2
    page.get_by_label("段落4が訳している原文の段落").fill("3, 4")
    page.get_by_role("button", name="保存する").click()
    page.get_by_text("取り込みました").wait_for()
    english, japanese = Translation.objects.order_by("language")

    desk = Desk(page, live_server.url, english).open()
    desk.put("who decides", 11)
    desk.do("note")
    page.locator(".note .ProseMirror:focus").wait_for()
    desk.type("A note of the editors.")
    page.locator("[name=printed_date]").fill("2026-04-01")
    desk.save()
    assert NoteText.objects.filter(text="<p>A note of the editors.</p>").exists()
    japanese_desk = Desk(page, live_server.url, japanese).open()
    page.locator("[name=printed_date]").fill("2026-04-01")
    japanese_desk.save()

    page.get_by_role("link", name="Englishと並べてプレビュー").click()
    page.get_by_text("港の計画").first.wait_for()
    assert Version.objects.count() == 0
    paper = Paper.objects.get()
    page.goto(live_server.url + reverse("admin:papers_paper_publishing", args=[paper.pk]))
    page.get_by_role("button", name="公開する").click()
    page.get_by_text("公開しました").wait_for()
    for code, title in (("en", "A Plan for Harbours"), ("ja", "港の計画")):
        page.goto(f"{live_server.url}/{code}/papers/{paper.slug}/")
        assert page.get_by_role("heading", level=1).inner_text() == title


def test_manuscripts_are_imported_without_a_script(groups, chromium, live_server, tmp_path):
    context = chromium.new_context(locale="ja-JP", java_script_enabled=False)
    log_in(context, live_server.url, person("ed", "editor"))
    files = {tmp_path / "one.md": ENGLISH, tmp_path / "two.md": JAPANESE}
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:papers_paper_import"))
    page.get_by_label("ファイルを選ぶ").set_input_files(list(files))
    page.get_by_role("button", name="ファイルを読み込む").click()
    assert page.get_by_label("「one.md」の言語").input_value() == "en"
    assert page.get_by_label("「two.md」の言語").input_value() == "ja"
    page.get_by_label("「two.md」の言語").select_option("en")
    page.get_by_role("button", name="次へ進む").click()
    assert page.get_by_text("同じ言語（English）のファイルが複数あります：one.md, two.md。").count() == 1
    page.get_by_label("「two.md」の言語").select_option("ja")
    page.get_by_role("button", name="次へ進む").click()
    page.get_by_role("button", name="保存する").click()
    context.close()

    assert dict(Translation.objects.values_list("language", "title")) == {
        "en": "A Plan for Harbours",
        "ja": "港の計画",
    }


def test_a_revised_file_goes_into_a_paper_found_by_typing_with_the_keyboard_alone(
    groups, context, live_server, tmp_path
):
    log_in(context, live_server.url, person("ed", "editor"))
    series = make_series("ports", number_label_ja="第{}号")
    for volume, title in (("7", "港の計画"), ("8", "海の計画")):
        make_translation(
            make_paper(f"paper-{volume}", series=series, volume=volume), "ja", title=title, body=""
        )
    revised = tmp_path / "改訂稿.md"
    revised.write_text(JAPANESE, encoding="utf-8")
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:papers_paper_import"))
    page.get_by_label("ファイルを選ぶ").set_input_files(revised)
    choice = page.get_by_role("combobox", name="論考").and_(page.locator(".select2-selection"))
    choice.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("第7号 計画")
    page.locator(".select2-results__option", has_text="第7号 – 港の計画").wait_for()
    page.wait_for_function("document.querySelectorAll('.select2-results__option').length === 1")
    page.keyboard.press("Enter")
    assert page.get_by_label("登録済みの論考から選ぶ").is_checked()
    assert "第7号 – 港の計画" in choice.inner_text()
    page.get_by_label("著者").focus()
    page.get_by_role("button", name="ファイルを読み込む").press("Enter")
    page.get_by_role("button", name="次へ進む").press("Enter")
    page.get_by_text("既存の論考「同盟国とパートナー 第7号 – 港の計画」の原稿です。").wait_for()
    page.get_by_role("button", name="保存する").press("Enter")
    page.get_by_text("取り込みました").wait_for()

    assert "港には計画が要る。" in Translation.objects.get(paper__slug="paper-7").body
    assert Translation.objects.get(paper__slug="paper-8").body == ""


def test_a_second_tab_is_refused_and_loses_nothing(groups, context, live_server):
    log_in(context, live_server.url, person("ed", "editor"))
    edition = make_translation(
        make_paper("pact"), "en", body='<p data-passage="aa">One text stands here.</p>'
    )
    first = Desk(context.new_page(), live_server.url, edition).open()
    second = Desk(context.new_page(), live_server.url, edition).open()
    first.put("here")
    first.type("right ")
    first.save()
    second.put("here")
    second.type("over ")
    second.page.locator("[name='_continue']").click()
    second.page.locator(".stale").wait_for()

    edition.refresh_from_db()
    assert edition.body == '<p data-passage="aa">One text stands right here.</p>'
    assert [each.inner_text().strip() for each in second.page.locator(".stale ins").all()] == [
        "right",
        "over",
    ]
    second.page.locator(".body-editor[data-ready]").wait_for()
    assert "One text stands over here." in second.page.locator(".body-editor .ProseMirror").inner_text()
    second.page.locator("[name=over]").check()
    assert second.save() == '<p data-passage="aa">One text stands over here.</p>'


def test_a_correction_stands_on_both_editions_and_a_withdrawal_answers_410(groups, context, live_server):
    log_in(context, live_server.url, person("pub", "publisher"))
    paper = make_paper("pact")
    english, _japanese = (make_translation(paper, code, title=f"Title {code}") for code in ("en", "ja"))
    page = context.new_page()
    publishing = live_server.url + reverse("admin:papers_paper_publishing", args=[paper.pk])
    page.goto(publishing)
    page.get_by_role("button", name="公開する").click()
    page.get_by_text("公開しました").wait_for()

    desk = Desk(page, live_server.url, english).open()
    desk.put("Text in")
    desk.type("Corrected. ")
    desk.save()
    page.goto(publishing)
    page.locator("[name=publish-languages][value=ja]").uncheck()
    page.locator("[name=publish-text_en]").fill("A sentence was wrong.")
    page.locator("[name=publish-text_ja]").fill("文を一つ訂正した。")
    page.get_by_role("button", name="公開する").click()
    page.get_by_text("公開しました").wait_for()
    for code, words in (("en", "A sentence was wrong."), ("ja", "文を一つ訂正した。")):
        page.goto(f"{live_server.url}/{code}/papers/pact/")
        assert page.get_by_text(words).count() == 1

    page.goto(publishing)
    page.locator("summary", has_text="取り下げ").first.click()
    page.locator("[name=withdraw-languages][value=en]").check()
    page.locator("[name=withdraw-text_en]").fill("A court ordered it.")
    page.locator("[name=withdraw-text_ja]").fill("裁判所の命令による。")
    page.locator("button[value=withdraw]").click()
    page.get_by_text("取り下げました").wait_for()
    assert page.goto(f"{live_server.url}/en/papers/pact/").status == 410
    assert page.goto(f"{live_server.url}/ja/papers/pact/").status == 200


def test_an_instant_that_is_typed_schedules_and_is_told(groups, context, live_server):
    log_in(context, live_server.url, person("pub", "publisher"))
    paper = make_paper("pact")
    make_translation(paper, "ja", title="協定")
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:papers_paper_publishing", args=[paper.pk]))
    page.locator("[name=publish-at]").fill("2099-04-01T09:00")
    assert page.locator("[name=publish-when][value=at]").is_checked()
    page.get_by_role("button", name="公開する").click()
    page.get_by_text("公開を予約しました：日本語第1版（2099年4月1日9:00）").wait_for()

    assert Version.objects.count() == 1
    assert not Version.objects.live().exists()


def test_no_page_is_wider_than_a_small_telephone(groups, chromium, live_server):
    person_here = person("pub", "publisher")
    paper = make_paper(
        "pact", series=make_series("run", name_en="A Name Much Longer than a Telephone Is Wide")
    )
    make_translation(paper, "en", title="A Title of Some Length", body='<p data-passage="a">Alone.</p>')
    make_translation(paper, "ja", title="協定", body='<p data-passage="b">訳者の段落。</p>')
    intake = Intake.objects.create(by=person_here)
    name = "a_very_long_name_of_a_manuscript_from_the_translation_bureau_final_2.md"
    intake.files.create(language="en", name=name, content=ENGLISH.encode())
    context = chromium.new_context(viewport={"width": 360, "height": 800}, locale="en-GB")
    log_in(context, live_server.url, person_here)
    page = context.new_page()
    addresses = [
        reverse("admin:papers_paper_publishing", args=[paper.pk]),
        reverse("admin:papers_paper_import"),
        reverse("admin:papers_paper_intake_files", args=[intake.pk]),
        reverse("admin:papers_paper_intake", args=[intake.pk]),
    ]
    widths = {}
    for address in addresses:
        page.goto(live_server.url + address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert widths == dict.fromkeys(addresses, 360)


def test_an_administrator_makes_an_editor_who_cannot_publish(groups, context, chromium, live_server):
    log_in(context, live_server.url, person("chief", "administrator"))
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:auth_user_add"))
    page.locator("[name=username]").fill("ed")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_label("編集担当者").check()
    page.locator("[name=_save]").click()
    page.get_by_text("追加しました").wait_for()

    paper = make_translation(make_paper("pact"), "en").paper
    other = chromium.new_context(locale="ja-JP")
    log_in(other, live_server.url, get_user_model().objects.get(username="ed"))
    page = other.new_page()
    assert (
        page.goto(live_server.url + reverse("admin:papers_paper_publishing", args=[paper.pk])).status == 200
    )
    assert page.locator("button[value=publish]").count() == 0
    assert page.goto(live_server.url + reverse("admin:auth_user_changelist")).status == 403
    other.close()
