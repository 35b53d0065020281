// Everything that is typed into a form as one value: read, compared, written back, also into its editors.

import { rewrite } from "editor/content"

const NOT_TYPED = ["csrfmiddlewaretoken", "revision", "seen", "draft", "over"]
const PATTERN = "__prefix__"

/** Return the fields of the form that hold what is typed. */
function typed(form) {
  const skipped = (field) => !field.name || NOT_TYPED.includes(field.name) || field.name.includes(PATTERN)
  return [...form.elements].filter((field) => !skipped(field) && !["submit", "button", "file", "password"].includes(field.type))
}

/** Return the name of a field among others; boxes and circles of one name are told apart by what they stand for. */
const nameOf = (field) => isChecked(field) ? `${field.name}=${field.value}` : field.name
const isChecked = ({ type }) => type === "checkbox" || type === "radio"

/** Return what stands in the form: `values` by name, and in `words` what a choice reads that is fetched while typing. */
export function read(form) {
  const values = {}
  const words = {}
  for (const field of typed(form)) {
    values[nameOf(field)] = isChecked(field) ? field.checked : field.value
    if (field.matches("select.admin-autocomplete")) words[field.name] = field.selectedOptions[0]?.text ?? ""
  }
  return { values, words }
}

/** Return the text without what the server gives and the editor does not show: ids of passages, a note's former text. */
function bare(name, value) {
  if (name === "notes" && value) {
    const notes = JSON.parse(value).filter(({ html }) => html).map(({ key, kind, language, html }) => [key, kind, language, html])
    return JSON.stringify(notes.sort())
  }
  return typeof value === "string" ? value.replace(/ data-passage="[^"]*"/g, "").replace(/\r\n/g, "\n") : value
}

/** Return whether two readings of a form say the same. */
export function same(one, other) {
  const names = new Set([...Object.keys(one.values), ...Object.keys(other.values)])
  return [...names].every((name) => bare(name, one.values[name] ?? "") === bare(name, other.values[name] ?? ""))
}

/** Return the beginnings of names of the rows that the form lists below, such as translators. */
const lists = (values) =>
  Object.keys(values).filter((name) => name.endsWith("-TOTAL_FORMS")).map((name) => name.replace("TOTAL_FORMS", ""))

/** Return whether a list of the form has the stored rows that the reading has: then its rows are the same ones. */
function fits(form, list, values) {
  const names = Object.keys(values).filter((name) => name.startsWith(list) && name.endsWith("-id") && values[name])
  const count = `${list}INITIAL_FORMS`
  return form.elements[count]?.value === values[count] && names.every((name) => form.elements[name]?.value === values[name])
}

/** Add rows to a list until it has as many as the reading. */
function addRows(form, list, values) {
  const total = form.elements[`${list}TOTAL_FORMS`]
  const button = document.querySelector(`#${list}group .add-row a`)
  while (button && Number(total.value) < Number(values[total.name])) button.click()
}

function put(field, value, word) {
  const editor = field.closest(".body-editor, .paragraph-editor")?.editor
  if (editor) return rewrite(editor, value)
  if (isChecked(field)) field.checked = value
  else {
    if (word && ![...field.options].some((option) => option.value === value)) field.add(new Option(word, value))
    field.value = value
  }
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }))
  return undefined
}

/** Write a reading into the form; return false when a list of rows had to stay, for others changed it meanwhile. */
export function write(form, { values, words }) {
  const left = lists(values).filter((list) => !fits(form, list, values))
  for (const list of lists(values)) if (!left.includes(list)) addRows(form, list, values)
  if ("notes" in values) form.querySelector(".body-editor")?.book.restore(JSON.parse(values.notes || "[]"))
  for (const field of typed(form)) {
    const name = nameOf(field)
    const given = name in values && name !== "notes" && !/-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|-id$/.test(name)
    if (given && !left.some((list) => name.startsWith(list))) put(field, values[name], words[name])
  }
  return left.length === 0
}
