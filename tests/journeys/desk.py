"""An editor at the desk in a real browser: opens an edition, puts the cursor somewhere, types, saves."""

from typing import Any

from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from papers import markup, passages
from papers.models import Translation
from tests.factories import make_paper, make_translation

FIRST, SECOND, THIRD = (
    '<p data-passage="aa">The first passage speaks of ports and cables.</p>',
    '<p data-passage="bb">The second passage has a call<sup data-note="n1"></sup> in its midst.</p>',
    '<p data-passage="cc">The third passage ends the text with a call.<sup data-note="n2"></sup></p>',
)
BODY = FIRST + SECOND + THIRD
NOTES = {"n1": "<p>Kim, <em>Ports</em>, 12.</p>", "n2": "<p>Lee, “Cables,” 3.</p>"}
EDITOR = "document.querySelector('.body-editor').editor"
# Puts the cursor into the first text that has these words, so many signs behind their beginning.
PLACE = """([words, ahead, until]) => {
  const { editor } = document.querySelector(".body-editor")
  let found = null
  editor.state.doc.descendants((node, position) => {
    if (found === null && node.isText && node.text.includes(words)) found = position + node.text.indexOf(words)
  })
  if (found === null) throw new Error(`no such words: ${words}`)
  editor.view.focus()
  editor.commands.setTextSelection(until === null ? found + ahead : { from: found + ahead, to: found + until })
}"""
TYPES = "navigator.clipboard.read().then((items) => items.flatMap((item) => item.types))"
PASTE = """(html) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  data.setData("text/plain", "")
  document.querySelector(".body-editor .ProseMirror").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""


def log_in(context: Any, address: str, user: Any) -> None:
    """Give the browser a session of the user."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": address}])


class Desk:
    """One page of an edition."""

    def __init__(self, page: Any, address: str, translation: Translation) -> None:
        self.page, self.address, self.translation = page, address, translation

    def open(self) -> "Desk":
        path = reverse("admin:papers_translation_change", args=[self.translation.pk])
        self.page.goto(self.address + path)
        self.page.locator(".body-editor[data-ready]").wait_for()
        return self

    def put(self, words: str, ahead: int = 0, until: int | None = None) -> None:
        """Put the cursor `ahead` signs behind the beginning of the words, or select from there `until`."""
        self.page.evaluate(PLACE, [words, ahead, until])

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def copy(self, keys: str = "Control+c") -> None:
        """Copy, or cut, what is selected, and wait until it is on the clipboard, which is the system's."""
        self.page.evaluate("navigator.clipboard.writeText('nothing yet')")
        self.press(keys)
        for _ in range(200):
            if "text/html" in self.page.evaluate(TYPES):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{keys} put nothing on the clipboard")

    def cut(self) -> None:
        self.copy("Control+x")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def paste(self, html: str) -> None:
        self.page.evaluate(PASTE, html)

    def do(self, name: str) -> None:
        """Press a button of the body's toolbar."""
        self.page.locator(f".body-editor [data-do='{name}']").click()

    def answer(self, name: str, **values: Any) -> None:
        """Fill the dialog that is open, and confirm it."""
        dialog = self.page.locator(f"dialog[data-ask='{name}'][open]")
        for field, value in values.items():
            place = dialog.locator(f"[name='{field}']")
            if isinstance(value, bool):
                place.set_checked(value)
            elif field == "file":
                place.set_input_files(value)
            elif field == "key":
                place.select_option(value)
            else:
                place.fill(value)
        dialog.locator("button[value='ok']").click()

    def shows_numbers(self, *numbers: str) -> None:
        """Wait until the calls show these numbers, in reading order, and no others."""
        calls = self.page.locator(".body-editor sup[data-note]")
        expect(calls).to_have_count(len(numbers))
        for place, number in enumerate(numbers):
            expect(calls.nth(place)).to_have_attribute("data-number", number)

    def said(self) -> str:
        return self.page.locator(".body-editor [role=status]").inner_text()

    def save(self) -> str:
        """Save and stay; return the stored body."""
        with self.page.expect_navigation():
            self.page.locator("[name='_continue']").click()
        assert self.page.locator(".errornote").count() == 0, self.page.locator(".errornote").inner_text()
        self.page.locator(".body-editor[data-ready]").wait_for()
        self.translation.refresh_from_db()
        return self.translation.body


def open_desk(
    page: Any,
    live_server: Any,
    *,
    body: str = BODY,
    notes: Any = NOTES,
    language: str = "en",
    paper: Any = None,
) -> Desk:
    """Open an edition that has this text and these notes."""
    translation = make_translation(paper or make_paper(), language, body=body, notes=notes)
    return Desk(page, live_server.url, translation).open()


def blocks(body: str) -> list[tuple[str, str]]:
    """Return each block of a body as its list of ids and its text."""
    return [(" ".join(passages.ids(block)), markup.text(block)) for block in markup.parse(body)]
