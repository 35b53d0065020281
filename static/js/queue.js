// The keys of the queue: Ctrl or ⌘ with Enter accepts from anywhere; a key that is held down accepts one note, not many.

const form = document.querySelector("form.queue-sources")
const accept = form.querySelector("button[value=accept]")

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !form.contains(event.target)) return
  if (event.repeat) event.preventDefault()
  else if (accept && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    form.requestSubmit(accept)
  }
})

// What is typed or found for a source is what is meant: its circle is chosen with it.
const choose = (source, value) => {
  const circle = source.querySelector(`input[type=radio][value=${value}]`)
  if (circle) circle.checked = true
}
for (const source of form.querySelectorAll(".queue-source")) {
  const found = source.querySelector(".queue-found select")
  window.django.jQuery(found).on("select2:select", () => choose(source, "found"))
  for (const fields of source.querySelectorAll(".queue-fields")) {
    fields.addEventListener("input", () => choose(source, "fields"))
  }
}

// A choice that the page begins with comes first; where it begins with fields, the button has the focus by itself.
if (!document.querySelector(".error-summary")) form.querySelector(".queue-source:first-of-type.is-open input[type=radio]")?.focus()

// One press sends a form once.
form.addEventListener("submit", () => setTimeout(() => {
  for (const button of form.querySelectorAll("button")) button.disabled = true
}))
addEventListener("pageshow", () => { for (const button of form.querySelectorAll("button")) button.disabled = false })
