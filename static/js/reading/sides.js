// One side of the parallel page at a time: either is hidden and shown again; never both hidden.

const pairs = document.querySelector(".parallel")
const names = document.querySelector(".headings")
const buttons = [...document.querySelectorAll(".hide-side")]
let hidden = -1
let last = {}

function hide(side) {
  for (const [place, button] of buttons.entries()) button.setAttribute("aria-pressed", String(place === side))
  if (side < 0) delete pairs.dataset.hidden
  else pairs.dataset.hidden = side ? "right" : "left"
  hidden = side
}

// What is read below the names stays there: in the side that stays where that is it, else in its row. Where it changes
// its height as much of it has been read as before.
function keepPlace(change, staying) {
  const line = names.getBoundingClientRect().bottom + 1
  const box = part => part.getBoundingClientRect()
  const row = [...pairs.querySelectorAll(".pair, .endnotes li")].find(each => box(each).bottom > line)
  if (!row) return change()
  const side = row.children[staying]
  const part = side && box(side).top <= line && box(side).bottom > line ? side : row
  const read = Math.max(0, line - box(part).top)
  const [before, share] = [box(part).top + read, read / box(part).height]
  change()
  scrollBy({ top: box(part).top + share * box(part).height - before, behavior: "instant" })
}

function press(side) {
  const [from, was] = [scrollY, hidden]
  if (last.was === side && last.to === from) {
    // Whoever comes straight back finds the page as it was.
    hide(side)
    scrollTo({ top: last.from, behavior: "instant" })
  } else keepPlace(() => hide(side), side < 0 ? 1 - was : 1 - side)
  last = { was, from, to: scrollY }
}

for (const [place, button] of buttons.entries()) {
  button.hidden = false
  button.addEventListener("click", () => press(hidden === place ? -1 : place))
}
