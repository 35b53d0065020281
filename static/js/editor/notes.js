// The notes of a paper beside its text: in the order of their numbers, each edited where it stands.

import { Editor } from "django-prose-editor/editor"
import { numbers, places } from "editor/calls"
import { SmallClipboard } from "editor/clipboard"
import { rewrite } from "editor/content"
import { noteExtensions } from "editor/schema"
import { Voice } from "editor/voice"

const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"

/** Return a key that no note of any paper has: two people may add notes at the same time. */
function newKey() {
  return `x${[...crypto.getRandomValues(new Uint8Array(7))].map((byte) => ALPHABET[byte % 32]).join("")}`
}

/** Start an editor of a note or an abstract in `element`; `voice` says what a paste lost, `changed` gets its HTML. */
export function startSmall(element, { content, label, language, voice, changed }) {
  return new Editor({
    element,
    content,
    extensions: [...noteExtensions, SmallClipboard.configure({ voice })],
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    parseOptions: { preserveWhitespace: "full" },
    editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, lang: language } },
    onUpdate: ({ editor }) => changed(editor.isEmpty ? "" : editor.getHTML()),
  })
}

/** All notes of the paper as this edition shows them; the field of `desk` keeps them as JSON. */
export class Book {
  /** `root` is the editor of the body; `desk` lists its notes, null on a page that has none. */
  constructor(root, desk) {
    this.desk = desk
    this.field = desk?.querySelector("textarea.notes")
    this.paper = root.dataset.paper
    this.language = root.dataset.language
    this.notes = new Map(JSON.parse(this.field?.value || "[]").map((note) => [note.key, note]))
    this.items = new Map()
  }

  /** Show the notes beside the editor whose calls number them. */
  attach(editor) {
    this.editor = editor
    if (!this.desk) return
    this.list = this.desk.querySelector(".notes-called")
    this.idle = this.desk.querySelector(".notes-uncalled")
    this.kept = JSON.stringify([...this.notes.values()])
    editor.on("update", () => this.draw())
    this.draw()
  }

  get(key) {
    return this.notes.get(key)
  }

  /** Put a note into the book under its own key. */
  put({ key, kind, language, html }) {
    if (!this.desk) return
    this.notes.set(key, { key, kind: kind ?? "author", language: language ?? this.language, html, was: null })
    this.keep()
  }

  /** Put notes back as they were kept, the former text of each with it; other notes stay. */
  restore(notes) {
    for (const note of notes) {
      const here = this.notes.get(note.key)
      if (here) this.show(Object.assign(here, note))
      else this.notes.set(note.key, { ...note })
    }
    this.keep()
    this.draw()
  }

  /** Show what a note reads now in its list item. */
  show(note) {
    const item = this.item(note)
    for (const name of ["kind", "language"]) item.querySelector(`select.note-${name}`).value = note[name]
    item.small.view.dom.lang = note.language
    rewrite(item.small, note.html ?? "")
  }

  /** Put a copy of a note into the book under a new key, and return the key; a page without notes takes none. */
  add({ kind, html = "" } = {}) {
    if (!this.desk) return undefined
    const key = newKey()
    this.put({ key, kind, html })
    return key
  }

  /** Return whether a note is to be stored: a new one only while it is called, so that undo takes it back too. */
  stands({ key, was }, called) {
    return Boolean(was) || called.has(key)
  }

  /** Keep in the form what is to be stored; the book itself forgets no note, for redo may call it again. */
  keep() {
    const called = numbers(this.editor.state.doc)
    const value = JSON.stringify([...this.notes.values()].filter((note) => this.stands(note, called)))
    if (value === this.kept) return
    this.kept = this.field.value = value
    this.field.dispatchEvent(new Event("input", { bubbles: true }))
  }

  /** Bring the list into the order of the calls. */
  draw() {
    const printed = numbers(this.editor.state.doc)
    for (const key of printed.keys()) {
      const note = this.notes.get(key)
      if (note) this.place(this.list, this.item(note), printed.get(key))
    }
    for (const note of this.notes.values()) {
      if (!this.stands(note, printed)) this.items.get(note.key)?.remove()
      else if (!printed.has(note.key)) this.place(this.idle, this.item(note), "")
    }
    this.keep()
    this.idle.closest("section").hidden = this.idle.children.length === 0
  }

  place(list, item, number) {
    const at = number === "" ? list.children.length : number - 1
    if (item.parentElement !== list || list.children[at] !== item) {
      // A note that has the focus stays where it is until it is left.
      if (!item.contains(document.activeElement) || item.parentElement !== list) {
        list.insertBefore(item, list.children[at] ?? null)
      }
    }
    const sign = item.querySelector(".note-number")
    if (sign.textContent !== String(number)) {
      sign.textContent = number
      item.querySelector(".note-remove-call").hidden = number === ""
    }
  }

  /** Return the list item of a note, made when it is first asked for. */
  item(note) {
    if (this.items.has(note.key)) return this.items.get(note.key)
    const item = this.desk.querySelector("template.note").content.firstElementChild.cloneNode(true)
    item.dataset.key = note.key
    this.items.set(note.key, item)
    const text = item.querySelector(".note-text")
    const small = startSmall(text, {
      content: note.html,
      label: text.dataset.label,
      language: note.language,
      voice: new Voice(item.querySelector("[role=status]")),
      changed: (html) => { note.html = html; this.keep() },
    })
    for (const name of ["kind", "language"]) {
      const choice = item.querySelector(`select.note-${name}`)
      choice.value = note[name]
      choice.addEventListener("change", () => {
        note[name] = choice.value
        small.view.dom.lang = note.language
        this.keep()
      })
    }
    item.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.back(note.key)
    })
    item.querySelector(".note-back").addEventListener("click", () => this.back(note.key))
    item.querySelector(".note-call").addEventListener("click", () => this.call(note.key))
    item.querySelector(".note-remove-call").addEventListener("click", () => this.uncall(note.key))
    item.small = small
    return item
  }

  /** Go to the text of a note. */
  open(key) {
    const item = this.items.get(key)
    item?.scrollIntoView({ block: "nearest" })
    item?.small.commands.focus("end")
  }

  /** Go back to the first call of a note. */
  back(key) {
    const [place] = places(this.editor.state.doc, key)
    if (place === undefined) this.editor.commands.focus()
    else this.editor.chain().focus().setNodeSelection(place).scrollIntoView().run()
  }

  /** Call a note where the cursor is. */
  call(key) {
    const { to } = this.editor.state.selection
    this.editor.chain().focus().insertContentAt(to, { type: "call", attrs: { key } }).run()
  }

  /** Call a new note where the cursor is, and go to its text. */
  insert() {
    const key = this.add()
    this.call(key)
    this.open(key)
  }

  /** Take all calls of a note out of the text; the note itself stays. */
  uncall(key) {
    const change = this.editor.state.tr
    for (const place of places(this.editor.state.doc, key).reverse()) change.delete(place, place + 1)
    this.editor.view.dispatch(change)
    if (!this.items.get(key)?.isConnected) this.editor.commands.focus() // the button went with a note that was new
  }
}
