// Names the parts of every choice that is found by typing, which select2 does not do itself.

const { jQuery } = window.django
const FOUND = "select.admin-autocomplete.select2-hidden-accessible"

/** Return the label of a select, with an id to refer to. */
function labelOf(select) {
  const label = document.querySelector(`label[for="${select.id}"]`)
  label.id = `${select.id}_label`
  return label
}

function name(select) {
  const box = select.parentElement.querySelector(".select2-selection")
  const shown = box.querySelector(".select2-selection__rendered")
  const label = labelOf(select)
  box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`)
  shown.setAttribute("aria-labelledby", label.id)
}

function nameAll(part) {
  for (const select of part.querySelectorAll(FOUND)) name(select)
}

jQuery(document).on("select2:open", ({ target }) => {
  const box = target.parentElement.querySelector(".select2-selection")
  box.setAttribute("aria-controls", `select2-${target.id}-results`)
  document.querySelector(".select2-search__field").setAttribute("aria-labelledby", labelOf(target).id)
})
// Django's own script makes them in the same two moments, and was asked to before this one.
jQuery(() => nameAll(document))
document.addEventListener("formset:added", ({ target }) => nameAll(target))
// The rows behind the one that went get new ids in the same turn, after this event.
document.addEventListener("formset:removed", () => queueMicrotask(() => nameAll(document)))
