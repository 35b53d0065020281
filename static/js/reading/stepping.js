// Boxes over the page: a step of the tabulator out of one goes on from where it was opened, and closes it.

const STOPS = "a[href], button, textarea, input, select"

/** Let the box be left by keys; `origin` returns the element that the reader comes back to. */
export function leaveByKeys(box, origin) {
  box.addEventListener("keydown", event => {
    if (event.key !== "Tab") return
    const stops = [...box.querySelectorAll(STOPS)].filter(each => !each.hidden)
    const isAtEnd = document.activeElement === (event.shiftKey ? stops[0] : stops.at(-1))
    if (!isAtEnd && !(event.shiftKey && document.activeElement === box)) return
    returnTo(box, origin())
    if (event.shiftKey) event.preventDefault()
  })
}

/** Close the box, with the focus where it was opened; what cannot be walked to takes it for this one time. */
export function returnTo(box, origin) {
  box.hidePopover()
  if (!origin) return
  if (!origin.matches(STOPS)) {
    origin.tabIndex = -1
    origin.addEventListener("blur", () => origin.removeAttribute("tabindex"), { once: true })
  }
  origin.focus({ preventScroll: true })
}
