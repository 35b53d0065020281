// Taking into the form what others saved meanwhile: row by row, or all that only they changed.

import { blocks, parsed, replaceBlocks, rewrite } from "editor/content"

const idsOf = (row) => row.dataset.ids.split(" ").filter(Boolean)

/** How each kind of row is read from the form, theirs is made ready for it, and either is written into it. */
function place(form, row) {
  const root = form.querySelector(".body-editor")
  const { target, kind, language } = row.dataset
  const theirs = row.querySelector("textarea").value
  if (target === "body") {
    const before = [...form.querySelectorAll(".changes [data-target=body]")]
    const others = before.slice(0, before.indexOf(row)).map(idsOf)
    return {
      read: () => blocks(root.editor, idsOf(row)),
      theirs: () => parsed(root.editor, theirs),
      write: (content) => replaceBlocks(root.editor, idsOf(row), content, others),
    }
  }
  if (target === "notes") {
    const [key] = idsOf(row)
    const now = { kind: kind ?? "author", language: language ?? root.dataset.language, html: theirs }
    return {
      read: () => ({ ...root.book.get(key) }),
      theirs: () => ({ key, ...now, was: now }),
      write: (note) => root.book.restore([note]),
    }
  }
  const field = form.elements[target]
  const editor = field.closest(".paragraph-editor")?.editor
  const write = (value) => {
    field.value = value
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  return { read: () => field.value, theirs: () => theirs, write: editor ? (html) => rewrite(editor, html) : write }
}

/** Make the button of a row a switch between mine and theirs; return what takes theirs, true when it did. */
function bind(form, row) {
  const button = row.querySelector("button")
  const { read, theirs, write } = place(form, row)
  const words = { take: button.textContent, back: button.dataset.back }
  let mine = null
  const turn = () => {
    if (mine === null) {
      mine = read()
      write(theirs())
    } else {
      write(mine)
      mine = null
    }
    row.dataset.taken = String(mine !== null)
    button.textContent = mine === null ? words.take : words.back
  }
  button.addEventListener("click", turn)
  button.hidden = false
  return () => mine === null && (turn(), true)
}

/** Start the buttons of a comparison with what was saved meanwhile. */
export function startMerging(section) {
  const form = section.closest("form")
  const rows = [...section.querySelectorAll(".change:has(button)")]
  const takes = new Map(rows.map((row) => [row, bind(form, row)]))
  const theirs = rows.filter((row) => row.dataset.state === "theirs")
  const all = section.querySelector(".take-all")
  const said = all.querySelector("[role=status]")
  all.hidden = theirs.length === 0
  all.querySelector("button").addEventListener("click", () => {
    const taken = theirs.filter((row) => takes.get(row)())
    said.textContent = said.dataset.taken.replace("0", taken.length)
  })
}
