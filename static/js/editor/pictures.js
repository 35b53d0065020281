// The pictures that there are already, found for the dialog of a figure, and the upload of a new one.

const PAUSE = 300 // milliseconds after the last keystroke of a search

/** Return what the desk answers; nothing when it is the page of the login, because the session has ended. */
async function said(answer) {
  return answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : null
}

/** Return a picture as a choice. */
function choice({ src, shown, name }, current) {
  const label = document.createElement("label")
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "src", value: src, checked: src === current })
  label.append(radio, Object.assign(document.createElement("img"), { src: shown, alt: name, title: name, loading: "lazy" }))
  return label
}

/** The choice of one dialog: the newest pictures, or those that were looked for, a page at a time. */
class Choice {
  constructor(dialog, address, current) {
    this.list = dialog.querySelector(".pictures")
    this.words = dialog.querySelector(".pictures-words")
    this.button = dialog.querySelector(".pictures-more")
    this.status = dialog.querySelector(".pictures-status")
    this.address = address
    this.current = current
    this.asked = 0
  }

  start() {
    let waiting = 0
    this.words.value = ""
    this.words.oninput = () => { clearTimeout(waiting); waiting = setTimeout(() => this.show(1), PAUSE) }
    this.words.onkeydown = (event) => {
      // Enter looks for the words at once; it must not answer the dialog.
      if (event.key !== "Enter" || event.isComposing) return
      event.preventDefault()
      clearTimeout(waiting)
      this.show(1)
    }
    this.button.onclick = () => this.show(this.page + 1)
    this.list.replaceChildren()
    this.status.textContent = ""
    return this.show(1)
  }

  /** Show a page of what is found: the first in place of what was shown, a further one behind it. */
  async show(page) {
    const turn = ++this.asked
    const query = new URLSearchParams({ q: this.words.value, page })
    const answer = await fetch(`${this.address}?${query}`, { headers: { Accept: "application/json" } })
    const { pictures, total, more } = await said(answer) ?? { pictures: [], total: 0, more: false }
    if (turn !== this.asked) return // the words changed meanwhile
    this.page = page
    const chosen = this.list.querySelector("input:checked")
    const found = pictures.filter(({ src }) => src !== chosen?.value).map((picture) => choice(picture, this.current))
    if (page === 1) this.list.replaceChildren(...(chosen ? [chosen.closest("label")] : []))
    this.list.append(...found)
    this.button.hidden = !more
    if (page > 1) (found[0]?.querySelector("input") ?? this.words).focus()
    this.status.textContent = this.status.dataset.found.replace("0", total)
  }
}

/** Show the pictures there are, to choose one from. */
export function offerPictures(dialog, editor, desk) {
  return new Choice(dialog, desk.pictures, editor.getAttributes("figure").src).start()
}

/** Store a picture and return its address; what keeps it from being stored is said in the desk's own words. */
export async function upload(file, desk) {
  const data = new FormData()
  data.append("file", file)
  data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value)
  const answer = await fetch(desk.upload, { method: "POST", body: data, headers: { Accept: "application/json" } })
  const { src, error } = await said(answer) ?? { error: desk.unsent }
  if (error) desk.voice.tell(error)
  return src
}
