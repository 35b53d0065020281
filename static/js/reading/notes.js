// Notes where one reads: beside the line of their call where there is room, else in place when a call is opened.
// The list below the text stays what it is, for keys, readers by ear, paper, and browsers without popovers.

const article = document.querySelector("article.paper, article.parallel")
const list = article?.querySelector(".endnotes > ol")
const calls = list ? [...article.querySelectorAll(".note-call > a[role=doc-noteref]")] : []
const noteOf = call => document.getElementById(decodeURIComponent(call.hash.slice(1)))

// A note's own words, without its ways back and without ids, which stand once on a page.
function copy(note, tabbable) {
  const text = document.createElement("div")
  text.lang = note.closest("[lang]").lang
  const source = note.querySelector(":scope > .texts") ?? note
  text.append(...[...source.childNodes].map(node => node.cloneNode(true)))
  for (const way of text.querySelectorAll("[role=doc-backlink]")) way.remove()
  for (const marked of text.querySelectorAll("[id]")) marked.removeAttribute("id")
  if (!tabbable) for (const link of text.querySelectorAll("a[href]")) link.tabIndex = -1
  return text
}

// ---- In the margin ----

const GAP = 14 // pixels between two notes
const margin = article?.matches(".paper") && calls.length ? document.createElement("div") : null
const placed = []

function fillMargin() {
  // Copies for the eye alone: whoever hears the page or walks it by keys has the list.
  margin.className = "margin"
  margin.setAttribute("aria-hidden", "true")
  const seen = new Set()
  for (const call of calls) {
    const note = noteOf(call)
    if (!note || seen.has(note) || !call.closest(".body")) continue
    seen.add(note)
    const beside = document.createElement("div")
    const number = document.createElement("span")
    number.className = "number"
    number.textContent = call.textContent
    beside.className = "beside"
    beside.append(number, copy(note, false))
    margin.append(beside)
    placed.push({ call, note, beside })
  }
  article.append(margin)
}

// What reaches into the margin itself: wide tables. Notes stand below them.
function obstacles(top, edge) {
  return [...article.querySelectorAll(":scope > .body > .table")]
    .map(table => table.getBoundingClientRect())
    .filter(box => box.right > edge + 1)
    .map(box => ({ from: box.top - top - GAP, to: box.bottom - top + GAP }))
}

function level(call, beside, top) {
  const line = call.closest(".nb, .note-call").getBoundingClientRect()
  return (line.top + line.bottom) / 2 - top - parseFloat(getComputedStyle(beside).lineHeight) / 2
}

function placeMargin() {
  const body = article.querySelector(":scope > .body")
  body.style.paddingBlockEnd = ""
  if (getComputedStyle(margin).display === "none") return
  const { top } = article.getBoundingClientRect()
  const box = body.getBoundingClientRect()
  const taken = obstacles(top, box.right)
  let free = 0
  for (const { call, beside } of placed) {
    const height = beside.offsetHeight
    let at = Math.max(free, level(call, beside, top))
    for (const { from, to } of taken) if (at < to && at + height > from) at = to
    beside.style.insetBlockStart = `${Math.round(at)}px`
    beside.classList.toggle("cut", beside.lastChild.scrollHeight > beside.lastChild.clientHeight + 1)
    free = at + height + GAP
  }
  const over = free - (box.bottom - top)
  if (over > 0) body.style.paddingBlockEnd = `${Math.ceil(over)}px`
}

function show(found) {
  for (const { beside } of placed) beside.classList.toggle("shown", beside === found.beside)
  found.beside.scrollIntoView({ block: "nearest" })
}

// ---- In place ----

const canPop = "popover" in HTMLElement.prototype
const popover = canPop && calls.length ? document.importNode(document.querySelector("#note-popover").content, true).firstElementChild : null
let opened = null
let waiting = 0

function open(call, byHand) {
  clearTimeout(waiting)
  const note = noteOf(call)
  if (!note || opened === call) return
  if (opened) popover.hidePopover()
  popover.setAttribute("aria-label", call.getAttribute("aria-label"))
  popover.querySelector(".number").textContent = call.textContent
  popover.querySelector(".text").replaceChildren(copy(note, true))
  popover.querySelector(".whole").hash = call.hash
  popover.showPopover()
  opened = call
  place(call)
  // Only what was opened by hand takes the focus; what the pointer passes over does not.
  if (byHand) popover.focus({ preventScroll: true })
}

function place(call) {
  const line = call.getBoundingClientRect()
  const width = popover.offsetWidth
  const room = document.documentElement.clientWidth - width - 16
  const below = line.bottom + 6
  const fits = below + popover.offsetHeight < innerHeight || line.top < popover.offsetHeight
  const at = fits ? below : line.top - popover.offsetHeight - 6
  popover.style.insetBlockStart = `${at + scrollY}px`
  popover.style.insetInlineStart = `${Math.max(16, Math.min(line.left - width / 3, room)) + scrollX}px`
}

function leave() {
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    if (!popover.contains(document.activeElement)) popover.hidePopover()
  }, 300)
}

function isBeside(call) {
  return margin && getComputedStyle(margin).display !== "none" && call.closest(".body")
}

function answer(call) {
  call.addEventListener("click", event => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    const found = isBeside(call) && placed.find(each => each.note === noteOf(call))
    // By keys one wants to arrive there: the link leads to the list.
    if (found ? event.detail === 0 : !canPop) return
    event.preventDefault()
    if (found) show(found)
    else open(call, true)
  })
  if (!canPop) return
  call.addEventListener("pointerenter", event => {
    if (event.pointerType !== "mouse" || isBeside(call)) return
    clearTimeout(waiting)
    waiting = setTimeout(() => open(call, false), 150)
  })
  call.addEventListener("pointerleave", event => {
    if (event.pointerType === "mouse") leave()
  })
}

calls.forEach(answer)
if (popover) {
  article.after(popover)
  popover.addEventListener("pointerenter", () => clearTimeout(waiting))
  popover.addEventListener("pointerleave", event => event.pointerType === "mouse" && leave())
  popover.addEventListener("toggle", event => {
    if (event.newState === "closed") opened = null
  })
  popover.addEventListener("click", event => event.target.closest("a") && popover.hidePopover())
}
if (margin) {
  fillMargin()
  new ResizeObserver(placeMargin).observe(article.querySelector(":scope > .body"))
  new ResizeObserver(placeMargin).observe(article.querySelector(":scope > .paper-head"))
  document.fonts?.ready.then(placeMargin)
}
