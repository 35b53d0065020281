// The toolbar of an editor: buttons drawn by the server, one stop for Tab, arrows inside.

import { ask } from "editor/dialogs"

const marks = { bold: "bold", italic: "italic", sub: "subscript", sup: "superscript" }

/** What each button does, whether it is on, whether it can be used. */
const actions = {
  ...Object.fromEntries(Object.entries(marks).map(([name, mark]) => [name, {
    run: (editor) => editor.chain().focus().toggleMark(mark).run(),
    on: (editor) => editor.isActive(mark),
  }])),
  paragraph: {
    run: (editor) => editor.chain().focus().setNode("paragraph").run(),
    on: (editor) => editor.isActive("paragraph"),
  },
  ...Object.fromEntries([2, 3, 4].map((level) => [`heading${level}`, {
    run: (editor) => editor.chain().focus().toggleNode("heading", "paragraph", { level }).run(),
    on: (editor) => editor.isActive("heading", { level }),
  }])),
  quotation: {
    run: (editor) => editor.chain().focus().toggleWrap("blockquote").run(),
    on: (editor) => editor.isActive("blockquote"),
  },
  bullets: {
    run: (editor) => editor.chain().focus().toggleList("bulletList", "listItem").run(),
    on: (editor) => editor.isActive("bulletList"),
  },
  numbers: {
    run: (editor) => editor.chain().focus().toggleList("orderedList", "listItem").run(),
    on: (editor) => editor.isActive("orderedList"),
  },
  undo: { run: (editor) => editor.chain().focus().undo().run(), can: (editor) => editor.can().undo() },
  redo: { run: (editor) => editor.chain().focus().redo().run(), can: (editor) => editor.can().redo() },
  note: { run: (_, { book, voice }) => { voice.hush(); book.insert() } },
  ...Object.fromEntries([
    "toggleTableCaption", "addRowBefore", "addRowAfter", "deleteRow", "addColumnBefore", "addColumnAfter",
    "deleteColumn", "toggleHeaderRow", "toggleHeaderColumn", "mergeCells", "splitCell", "deleteTable",
  ].map((name) => [name, {
    run: (editor) => editor.chain().focus()[name]().run(),
    can: (editor) => editor.can()[name](),
    shown: (editor) => editor.isActive("tableFrame"),
  }])),
}

for (const name of ["link", "language", "ruby", "figure", "table", "call"]) {
  actions[name] = {
    run: (editor, desk) => ask(name, editor, desk),
    on: (editor) => editor.isActive(name),
  }
}

/** Make the arrow keys walk through the buttons that are shown, and Escape go back to the text. */
function rove(bar, editor) {
  const shown = () => [...bar.querySelectorAll("button")].filter((button) => button.offsetParent)
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") editor.view.focus() // the command waits for a frame, and what is typed meanwhile is lost
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key]
    if (!step) return
    const buttons = shown()
    const at = buttons.indexOf(document.activeElement) + step
    const next = buttons.at(step === Infinity ? -1 : step === -Infinity ? 0 : at % buttons.length)
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1
    next.focus()
    event.preventDefault()
  })
  for (const [place, button] of [...bar.querySelectorAll("button")].entries()) button.tabIndex = place ? -1 : 0
}

/** Bind the buttons of a toolbar to an editor; `desk` is what its dialogs need to know. */
export function bind(bar, editor, desk) {
  const buttons = [...bar.querySelectorAll("button[data-do]")].map((button) => [button, actions[button.dataset.do]])
  const refresh = () => {
    for (const [button, { on, can, shown }] of buttons) {
      if (on) button.setAttribute("aria-pressed", on(editor))
      if (can) button.setAttribute("aria-disabled", !can(editor))
      if (shown) button.hidden = !shown(editor)
    }
  }
  for (const [button, { run }] of buttons) {
    // The selection must not be lost to the button before the command reads it.
    button.addEventListener("mousedown", (event) => event.preventDefault())
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") run(editor, desk)
    })
  }
  editor.on("transaction", refresh)
  rove(bar, editor)
  refresh()
}
