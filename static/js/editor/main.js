// Starts the editors of a page: bodies with their notes, and small texts of paragraphs.

import { Editor, Extension } from "django-prose-editor/editor"
import { Call } from "editor/calls"
import { Clipboard } from "editor/clipboard"
import { ask } from "editor/dialogs"
import { keepDrafts } from "editor/drafts"
import { Figure } from "editor/figures"
import { startMerging } from "editor/merging"
import { Book, startSmall } from "editor/notes"
import { bodyExtensions, noteExtensions } from "editor/schema"
import { bind } from "editor/toolbar"
import { Voice } from "editor/voice"

/** Put an element for the editor before its field, and hide the field. */
function stage(field) {
  const element = document.createElement("div")
  element.className = "editor-text"
  field.before(element)
  field.hidden = true
  return element
}

/** Return the dialogs of a desk, moved out of the page's form: they have forms of their own. */
function dialogs(root) {
  const place = document.createElement("div")
  place.append(root.querySelector("template.dialogs").content.cloneNode(true))
  document.body.append(place)
  return place
}

const keys = (desk) => Extension.create({
  name: "deskKeys",
  addKeyboardShortcuts() {
    const open = (name) => () => { desk.bar.querySelector(`[data-do="${name}"]`).click(); return true }
    return {
      "Mod-Alt-n": open("note"),
      "Mod-Alt-m": open("call"),
      "Mod-k": open("link"),
      "Mod-Alt-l": open("language"),
      "Mod-Alt-r": open("ruby"),
      "Alt-F10": () => { desk.bar.querySelector("button[tabindex='0']").focus(); return true },
      Enter: () => {
        const { node } = this.editor.state.selection
        if (node?.type.name !== "call" || !desk.book) return false
        desk.book.open(node.attrs.key)
        return true
      },
    }
  },
})

/** Return whether a body has nothing in it; a figure without words is something. */
const isBlank = ({ childCount, firstChild }) => childCount === 1 && firstChild.type.name === "paragraph" && !firstChild.childCount

function startBody(root) {
  const field = root.querySelector("textarea.body")
  const book = new Book(root, root.dataset.paper ? document.querySelector(".notes-desk") : null)
  const voice = new Voice(root.querySelector("[role=status]"))
  const desk = {
    root, book, voice, bar: root.querySelector("[role=toolbar]"), dialogs: dialogs(root),
    pictures: root.dataset.pictures, upload: root.dataset.upload, unsent: root.dataset.unsent,
  }
  const configured = bodyExtensions.map((extension) => {
    if (extension === Call) return Call.configure({ name: root.dataset.noteName })
    return extension === Figure ? Figure.configure({ folder: root.dataset.folder }) : extension
  })
  const take = (file) => ask("figure", editor, desk, { file: [file] })
  const editor = new Editor({
    element: stage(field),
    content: field.value,
    extensions: [...configured, Clipboard.configure({ book, voice, take }), keys(desk)],
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    parseOptions: { preserveWhitespace: "full" },
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": root.dataset.label, lang: root.dataset.language },
    },
    onUpdate: ({ editor: changed }) => {
      field.value = isBlank(changed.state.doc) ? "" : changed.getHTML()
      field.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  book.attach(editor)
  bind(desk.bar, editor, desk)
  editor.view.dom.addEventListener("dblclick", () => {
    const { node } = editor.state.selection
    if (node?.type.name === "call") book.open(node.attrs.key)
    else if (["ruby", "figure"].includes(node?.type.name)) desk.bar.querySelector(`[data-do="${node.type.name}"]`).click()
  })
  root.editor = editor
  root.book = book
  root.dataset.ready = ""
}

function startParagraphs(root) {
  const field = root.querySelector("textarea")
  const editor = startSmall(stage(field), {
    content: field.value,
    label: root.dataset.label,
    language: root.dataset.language,
    voice: new Voice(root.querySelector("[role=status]")),
    changed: (html) => { field.value = html; field.dispatchEvent(new Event("input", { bubbles: true })) },
  })
  bind(root.querySelector("[role=toolbar]"), editor, { root, dialogs: dialogs(root) })
  root.editor = editor
}

/** Start all editors in a part of the page, but for those of a row that is only a pattern for new ones. */
function start(part) {
  const real = (root) => !root.querySelector("textarea").id.includes("__prefix__")
  for (const root of [...part.querySelectorAll(".body-editor")].filter(real)) startBody(root)
  for (const root of [...part.querySelectorAll(".paragraph-editor")].filter(real)) startParagraphs(root)
}

/** Ask before a page with unsaved words is left: nothing typed is lost by a stray click. */
function guard(form) {
  let changed = form.querySelector(".error-summary") !== null // what came back was not saved
  form.addEventListener("input", () => { changed = true })
  form.addEventListener("submit", () => { changed = false })
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault() })
}

start(document)
document.querySelector(".error-summary")?.focus()
for (const form of document.querySelectorAll("#content-main form[method=post]")) guard(form)
for (const section of document.querySelectorAll(".stale")) startMerging(section)
for (const notice of document.querySelectorAll(".drafts")) keepDrafts(notice)
document.addEventListener("formset:added", ({ target }) => start(target))
