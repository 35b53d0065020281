// Files on their way in: dropped anywhere on the page, listed with the language that their name says, taken off again.

const form = document.querySelector("form.intake")
const input = form.querySelector("input[type=file]")
const area = form.querySelector(".drop-area")
const list = form.querySelector(".chosen")
const count = form.querySelector(".chosen-count")
const pattern = form.querySelector("template.chosen-file")
const chosen = new Map() // each file's row, by what tells it from others

const identity = ({ name, size, lastModified }) => `${name}/${size}/${lastModified}`
const folded = (text) => text.normalize("NFKC").toLowerCase().replaceAll("_", "-")

/** Return where a word ends for the last time in a name, 0 when it does not stand there by itself. */
function place(word, name) {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
  const border = "[a-z0-9à-ɏ]"
  const alone = /^[\x00-\x7f]*$/.test(word) ? `(?<!${border})${escaped}(?!${border})` : escaped
  return Math.max(0, ...[...name.matchAll(new RegExp(alone, "g"))].map((found) => found.index + word.length))
}

/** Choose the language that the file's name says last, as the server does. */
function propose(select, name) {
  const stem = folded(name.replace(/\.[^.]*$/, ""))
  let best = [0, 0]
  for (const option of select.options) {
    for (const word of (option.dataset.words ?? "").split("|").filter(Boolean)) {
      const end = place(word, stem)
      if (end > best[0] || (end && end === best[0] && word.length > best[1])) {
        best = [end, word.length]
        select.value = option.value
      }
    }
  }
}

/** Make the row of a file: its name, its language, and a button that takes it off. */
function rowOf(file) {
  const row = pattern.content.firstElementChild.cloneNode(true)
  const label = row.querySelector("label")
  const select = row.querySelector("select")
  const button = row.querySelector("button")
  row.querySelector(".file-name").textContent = file.name
  for (const named of [select, button]) named.ariaLabel = named.ariaLabel.replace("{}", file.name)
  label.htmlFor = select.id = `chosen-${crypto.getRandomValues(new Uint32Array(1))[0]}`
  propose(select, file.name)
  button.addEventListener("click", () => remove(file))
  return row
}

/** Put the files that are listed into the field that is sent, in the order of their rows. */
function show() {
  const held = new DataTransfer()
  for (const { file } of chosen.values()) held.items.add(file)
  input.files = held.files
  list.replaceChildren(...[...chosen.values()].map(({ row }) => row))
  const words = { 0: count.dataset.none, 1: count.dataset.one }
  count.textContent = (words[chosen.size] ?? count.dataset.many).replace("{}", chosen.size)
}

function add(files) {
  for (const file of files) {
    if (!chosen.has(identity(file))) chosen.set(identity(file), { file, row: rowOf(file) })
  }
  show()
}

/** Take a file off; what had the keyboard goes to the next one, else back to the field. */
function remove(file) {
  const { row } = chosen.get(identity(file))
  const next = row.nextElementSibling ?? row.previousElementSibling
  chosen.delete(identity(file))
  show()
  const focused = next?.querySelector("button") ?? input
  focused.focus()
}

/** Let files be dropped anywhere: one that misses the area would open in place of the page. */
function receive() {
  const carriesFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files")
  addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    area.classList.add("dragged")
  })
  addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || area.classList.remove("dragged"))
  addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    area.classList.remove("dragged")
    add(event.dataTransfer.files)
  })
}

/** Let the choice of a paper say that it is one that is here. */
function choosePaper() {
  const select = form.querySelector("select[name=paper]")
  const here = form.querySelector("input[name=target][value=paper]")
  window.django.jQuery(select).on("select2:select", () => { here.checked = true })
}

// The files are here: reading the page again must not send them again.
history.replaceState(null, "", form.action + (form.action === location.href.split("?")[0] ? location.search : ""))
input.addEventListener("change", () => add([...input.files]))
for (const words of form.querySelectorAll(".scripted")) words.hidden = false
receive()
choosePaper()
document.querySelector(".errornote")?.focus()
