// Lets a list of names have as many rows as are needed: a free one is always there.

/** Return a copy of the last row, emptied, with the next number in its names. */
function nextRow(row) {
  const next = row.cloneNode(true)
  const [, number] = row.querySelector("input").name.match(/-(\d+)-\w+$/)
  for (const help of next.querySelectorAll(".help")) help.remove()
  for (const input of next.querySelectorAll("input")) {
    input.value = ""
    input.name = input.name.replace(/-\d+-(\w+)$/, `-${Number(number) + 1}-$1`)
    input.id &&= input.id.replace(/-\d+-(\w+)$/, `-${Number(number) + 1}-$1`)
  }
  const label = next.querySelector("span")
  label.textContent = label.textContent.replace(String(Number(number) + 1), String(Number(number) + 2))
  return next
}

document.addEventListener("input", ({ target }) => {
  const row = target.closest?.(".name-row")
  if (row && target.value && !row.nextElementSibling) row.after(nextRow(row))
})
