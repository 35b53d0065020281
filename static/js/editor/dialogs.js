// The questions an editor asks: where a link leads, which language, which reading, which picture, how large a table.

import { putBlock } from "editor/content"
import { offerPictures, upload } from "editor/pictures"

const text = (node) => (node ? node.textContent : "")

/** Return the text of the selection, without calls. */
function selected({ state }) {
  return state.doc.textBetween(state.selection.from, state.selection.to, " ")
}

/** Put a figure with empty words behind the block around the cursor. */
function putFigure(tr, schema, attrs) {
  const content = [{ type: "figureText" }, { type: "figureCredit" }]
  putBlock(tr, schema.nodeFromJSON({ type: "figure", attrs, content }))
  return true
}

/** What each dialog shows first, and what it does with the answer. */
const questions = {
  link: {
    before: (editor) => ({ href: editor.getAttributes("link").href ?? "" }),
    after: (editor, { href }) => {
      const chain = editor.chain().focus().extendMarkRange("link")
      if (!href) chain.unsetMark("link").run()
      else if (editor.state.selection.empty && !editor.isActive("link")) {
        chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run()
      } else chain.setMark("link", { href }).run()
    },
  },
  language: {
    before: (editor) => ({ lang: editor.getAttributes("language").lang ?? "" }),
    after: (editor, { lang }) => {
      const chain = editor.chain().focus().extendMarkRange("language")
      if (lang) chain.setMark("language", { lang }).run()
      else chain.unsetMark("language").run()
    },
  },
  ruby: {
    before: (editor) => ({ base: selected(editor), reading: "", ...editor.getAttributes("ruby") }),
    after: (editor, { base, reading }) => {
      const content = base && reading ? { type: "ruby", attrs: { base, reading } } : base && { type: "text", text: base }
      if (content) editor.chain().focus().insertContent(content).run()
    },
  },
  table: {
    before: () => ({ rows: 3, columns: 3, header: true }),
    after: (editor, { rows, columns, header }) =>
      editor.chain().focus().insertTable({ rows: Number(rows), columns: Number(columns), header: Boolean(header) }).run(),
  },
  figure: {
    before: (editor) => ({ ...editor.getAttributes("figure") }),
    prepare: offerPictures,
    after: async (editor, answer, desk) => {
      const src = answer.file?.size ? await upload(answer.file, desk) : answer.src ?? editor.getAttributes("figure").src
      if (!src) return
      const attrs = { src, alt: answer.alt }
      if (editor.isActive("figure")) editor.chain().focus().updateAttributes("figure", attrs).run()
      else editor.chain().focus().command(({ tr, state }) => putFigure(tr, state.schema, attrs)).run()
    },
  },
  call: {
    before: () => ({}),
    prepare: (dialog, editor, { book }) => {
      const list = dialog.querySelector("select[name=key]")
      const shown = [...book.items.values()].filter((item) => item.isConnected)
      list.replaceChildren(...shown.map((item) => {
        const words = text(item.querySelector(".note-text")).trim().slice(0, 80)
        return new Option(`${text(item.querySelector(".note-number")) || "–"} ${words}`, item.dataset.key)
      }))
    },
    after: (editor, { key }, { book }) => key && book.call(key),
  },
}

/** Return files as a form takes them. */
function listed(files) {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  return transfer.files
}

/** Fill a form with values, by name. */
function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name)
    if (field?.type === "checkbox") field.checked = Boolean(value)
    else if (field?.type === "file") field.files = listed(value)
    else if (field) field.value = value ?? ""
  }
}

/** Return the answers of a form by name, texts without spaces around them. */
function answers(form) {
  const trimmed = ([name, value]) => [name, typeof value === "string" ? value.trim() : value]
  return Object.fromEntries([...new FormData(form)].map(trimmed))
}

/** Open the dialog of this name, some answers `given` already, and do what its answer says. */
export function ask(name, editor, desk, given = {}) {
  const dialog = desk.dialogs.querySelector(`dialog[data-ask="${name}"]`)
  const form = dialog.querySelector("form")
  const { before, prepare, after } = questions[name]
  form.reset()
  fill(form, { ...before(editor), ...given })
  prepare?.(dialog, editor, desk)
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "ok") after(editor, answers(form), desk)
    else editor.commands.focus()
  }, { once: true })
  dialog.returnValue = ""
  dialog.showModal()
}
