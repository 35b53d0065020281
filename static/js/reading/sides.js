// One side of the parallel page at a time: either is hidden and shown again; never both hidden.

const pairs = document.querySelector(".parallel")
const buttons = [...document.querySelectorAll(".hide-side")]

function hide(side) {
  for (const [place, button] of buttons.entries()) button.setAttribute("aria-pressed", String(place === side))
  if (side < 0) delete pairs.dataset.hidden
  else pairs.dataset.hidden = side ? "right" : "left"
}

for (const [place, button] of buttons.entries()) {
  button.hidden = false
  button.addEventListener("click", () => {
    // What is read stays where it is while the rows around it change their height.
    const row = [...document.querySelectorAll(".pair")].find(each => each.getBoundingClientRect().bottom > 60)
    const before = row?.getBoundingClientRect().top
    hide(button.getAttribute("aria-pressed") === "true" ? -1 : place)
    if (row) scrollBy({ top: row.getBoundingClientRect().top - before, behavior: "instant" })
  })
}
