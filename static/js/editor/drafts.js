// What is typed into a form of the desk is kept in this browser until it is saved; what was not saved is offered again.

import { read, same, write } from "editor/fields"

const PREFIX = "taiyaku-draft " // js/saved.js forgets by this name what was saved
const DAYS_KEPT = 30
const PAUSE = 1000 // milliseconds; no keystroke older than that is lost

/** Return every draft in the store by its name; what is none, or is too old, goes. */
function everyDraft(store) {
  const found = new Map()
  for (const name of Object.keys(store).filter((key) => key.startsWith(PREFIX))) {
    const draft = parse(store.getItem(name))
    if (draft && draft.at > Date.now() - DAYS_KEPT * 86_400_000) found.set(name, draft)
    else store.removeItem(name)
  }
  return found
}

function parse(text) {
  try {
    const draft = JSON.parse(text)
    const { values, words } = draft.typed
    return values && words && Array.isArray(JSON.parse(values.notes || "[]")) ? draft : null
  } catch {
    return null // anybody may write into this store; what cannot be read is no draft
  }
}

/** Return what the form was opened on: the number of a text, and a digest of what else it may overwrite. */
function begun({ elements }) {
  const names = ["revision", "seen"].filter((name) => elements[name])
  return Object.fromEntries(names.map((name) => [name, elements[name].value]))
}

/** The drafts of one page: its own, and the ones that it offers. */
class Drafts {
  constructor(form, notice) {
    this.form = form
    this.notice = notice
    this.status = form.querySelector(".draft-status")
    this.name = PREFIX + form.elements.draft.value
    this.opened = read(form)
    // A form that came back with an error was typed before: it is not what is stored.
    this.isSent = "bound" in notice.dataset
    this.store = this.trying(() => window.localStorage)
  }

  /** Return what `act` returns; undefined when the browser refuses to store, which is said once. */
  trying(act) {
    try {
      return act()
    } catch {
      // Full, switched off, or private: one can go on typing and save.
      this.status.textContent = this.status.dataset.refused
      return undefined
    }
  }

  start() {
    if (!this.store) return
    this.offerAll()
    if (this.isSent) this.keep()
    let waiting = 0
    const soon = () => { waiting ||= setTimeout(() => { waiting = 0; this.keep() }, PAUSE) }
    for (const name of ["input", "change"]) this.form.addEventListener(name, soon)
    this.form.addEventListener("submit", () => this.keep())
    addEventListener("pagehide", () => { if (waiting) this.keep() })
  }

  /** Keep what stands in the form, unless it is what was opened; return whether nothing can be lost. */
  keep() {
    const now = read(this.form)
    if (!this.isSent && same(now, this.opened)) {
      this.store.removeItem(this.name)
      return true
    }
    return this.write(this.name, now) !== undefined
  }

  write(name, typed) {
    const { user, page } = this.notice.dataset
    const draft = { user, page, ...begun(this.form), at: Date.now(), typed }
    return this.trying(() => { this.store.setItem(name, JSON.stringify(draft)); return draft })
  }

  /** Offer what this user typed on this page and did not save. */
  offerAll() {
    const { user, page } = this.notice.dataset
    const own = [...everyDraft(this.store)].filter(([name, draft]) =>
      draft.user === user && draft.page === page && name !== this.name)
    for (const [name, draft] of own.sort((one, other) => other[1].at - one[1].at)) {
      if (same(draft.typed, this.opened)) this.store.removeItem(name)
      else this.offer(name, draft)
    }
    if (!this.notice.hidden && !document.querySelector(".error-summary")) this.notice.focus()
  }

  offer(name, draft) {
    const item = this.notice.querySelector("template").content.firstElementChild.cloneNode(true)
    const time = item.querySelector("time")
    const when = new Date(draft.at)
    time.dateTime = when.toISOString()
    time.textContent = when.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" })
    const moved = item.querySelector(".draft-moved")
    const now = begun(this.form)
    moved.hidden = "revision" in now ? draft.revision === now.revision : draft.seen === now.seen
    moved.textContent = moved.textContent.replace("0", draft.revision)
    item.querySelector(".draft-take").addEventListener("click", () => this.close(item, this.take(name, draft)))
    item.querySelector(".draft-discard").addEventListener("click", () => {
      this.store.removeItem(name)
      this.close(item, "discarded")
    })
    this.notice.append(item)
    this.notice.hidden = false
  }

  /** Take an offer away and say what became of it. */
  close(item, what) {
    item.remove()
    this.notice.hidden = !this.notice.querySelector(".draft")
    this.status.textContent = this.status.dataset[what]
    this.status.focus()
  }

  /** Put a draft into the form, on the revision that it began from; what stood there becomes a draft itself.

  Return what is to be said: whether all of it was taken, or its rows had to be left.
  */
  take(name, draft) {
    const now = read(this.form)
    if (this.isSent || !same(now, this.opened)) {
      const aside = `${this.name}-${Date.now()}`
      const put = this.write(aside, now)
      if (put) this.offer(aside, put)
    }
    const whole = write(this.form, draft.typed)
    for (const name of Object.keys(begun(this.form))) this.form.elements[name].value = draft[name] ?? ""
    if (this.form.elements.over) this.form.elements.over.checked = false
    if (this.keep()) this.store.removeItem(name)
    return whole ? "taken" : "rows"
  }
}

/** Keep drafts of the form that has a place to offer them. */
export function keepDrafts(notice) {
  new Drafts(notice.closest("form"), notice).start()
}
