// The questions an editor asks: where a link leads, which language, which reading, which picture, how large a table.

const text = (node) => (node ? node.textContent : "")

/** Return the text of the selection, without calls. */
function selected({ state }) {
  return state.doc.textBetween(state.selection.from, state.selection.to, " ")
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
    prepare: showPictures,
    after: async (editor, answer, desk) => {
      const src = answer.file?.size ? await upload(answer.file, desk) : answer.src
      if (!src) return
      const attrs = { src, alt: answer.alt }
      if (editor.isActive("figure")) editor.chain().focus().updateAttributes("figure", attrs).run()
      else editor.chain().focus().insertContent({
        type: "figure", attrs, content: [{ type: "figureText" }, { type: "figureCredit" }],
      }).run()
    },
  },
  call: {
    before: () => ({}),
    prepare: (dialog, editor, { book }) => {
      const list = dialog.querySelector("select[name=key]")
      list.replaceChildren(...[...book.items.values()].map((item) => {
        const words = text(item.querySelector(".note-text")).trim().slice(0, 80)
        return new Option(`${text(item.querySelector(".note-number")) || "–"} ${words}`, item.dataset.key)
      }))
    },
    after: (editor, { key }, { book }) => key && book.call(key),
  },
}

/** Return what the desk answers; nothing when it is the page of the login, because the session has ended. */
async function said(answer) {
  return answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : null
}

/** Show the pictures there are, to choose one from. */
async function showPictures(dialog, editor, desk) {
  const list = dialog.querySelector(".pictures")
  const answer = await fetch(desk.pictures, { headers: { Accept: "application/json" } })
  const { pictures } = await said(answer) ?? { pictures: [] }
  const current = editor.getAttributes("figure").src
  list.replaceChildren(...pictures.map(({ src, shown, name }) => {
    const label = document.createElement("label")
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "src", value: src, checked: src === current })
    label.append(radio, Object.assign(document.createElement("img"), { src: shown, alt: name, loading: "lazy" }))
    return label
  }))
}

/** Store a picture and return its address; what keeps it from being stored is said in the dialog's own words. */
async function upload(file, desk) {
  const data = new FormData()
  data.append("file", file)
  data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value)
  const answer = await fetch(desk.upload, { method: "POST", body: data, headers: { Accept: "application/json" } })
  const { src, error } = await said(answer) ?? { error: desk.unsent }
  if (error) desk.book.tell(error)
  return src
}

/** Fill a form with values, by name. */
function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name)
    if (field?.type === "checkbox") field.checked = Boolean(value)
    else if (field) field.value = value ?? ""
  }
}

/** Return the answers of a form by name, texts without spaces around them. */
function answers(form) {
  const trimmed = ([name, value]) => [name, typeof value === "string" ? value.trim() : value]
  return Object.fromEntries([...new FormData(form)].map(trimmed))
}

/** Open the dialog of this name and do what its answer says. */
export function ask(name, editor, desk) {
  const dialog = desk.dialogs.querySelector(`dialog[data-ask="${name}"]`)
  const form = dialog.querySelector("form")
  const { before, prepare, after } = questions[name]
  form.reset()
  fill(form, before(editor))
  prepare?.(dialog, editor, desk)
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "ok") after(editor, answers(form), desk)
    else editor.commands.focus()
  }, { once: true })
  dialog.returnValue = ""
  dialog.showModal()
}
