// Notes where one reads: beside the line of their call where there is room, else in place when a call is opened.
// In the order of the page they stay a list at its end, for readers by ear, for paper, and without this script.

import { leaveByKeys } from "./stepping.js"

const article = document.querySelector("article.paper, article.parallel")
const list = article?.querySelector(".endnotes > ol")
// other addresses lead to the notes of another edition (languages.js)
const CALL = ".note-call > a[href^='#']"
const calls = list ? [...article.querySelectorAll(CALL)] : []
const noteOf = call => document.getElementById(decodeURIComponent(call.hash.slice(1)))

// ---- In the margin ----

// pixels between two notes
const GAP = 14
const text = article?.matches(".paper") ? article.querySelector(":scope > .body") : null
const placed = []

// Each note beside its first call. The note itself moves, for the eye alone: its place in the order of the page stays.
function fillMargin() {
  for (const call of calls) {
    const note = noteOf(call)
    if (!note || !text.contains(call) || note.matches(".beside")) continue
    note.classList.add("beside")
    placed.push({ call, note })
  }
}

// What reaches into the margin itself: wide tables. Notes stand below them.
function obstacles(top, edge) {
  return [...text.querySelectorAll(":scope > .table")]
    .map(table => table.getBoundingClientRect())
    .filter(box => box.right > edge + 1)
    .map(box => ({ from: box.top - top - GAP, to: box.bottom - top + GAP }))
}

function level(call, note, top) {
  const line = call.closest(".nb, .note-call").getBoundingClientRect()
  return (line.top + line.bottom) / 2 - top - parseFloat(getComputedStyle(note).lineHeight) / 2
}

const hasMargin = () => placed.length > 0 && getComputedStyle(placed[0].note).position === "absolute"

// In the margin and in the window: those before it may have pushed it out of sight of its call.
function isBeside(call) {
  const note = noteOf(call)
  const box = note.getBoundingClientRect()
  return hasMargin() && note.matches(".beside") && box.top >= 0 && box.bottom <= innerHeight
}

function placeMargin() {
  text.style.paddingBlockEnd = ""
  if (!hasMargin()) {
    // A window that became narrow: the notes are a list again, where they stand.
    for (const { note } of placed) note.style.insetBlockStart = ""
    return
  }
  const { top } = article.getBoundingClientRect()
  const box = text.getBoundingClientRect()
  const taken = obstacles(top, box.right)
  let free = 0
  for (const { call, note } of placed) {
    const height = note.offsetHeight
    let at = Math.max(free, level(call, note, top))
    for (const { from, to } of taken) if (at < to && at + height > from) at = to
    note.style.insetBlockStart = `${Math.round(at)}px`
    // What overhangs by less than a line is the room around the way back.
    note.classList.toggle("cut", note.scrollHeight > note.clientHeight + GAP)
    free = at + height + GAP
  }
  const over = free - (box.bottom - top)
  if (over > 0) text.style.paddingBlockEnd = `${Math.ceil(over)}px`
}

function show(note) {
  for (const each of placed) each.note.classList.toggle("shown", each.note === note)
  note?.scrollIntoView({ block: "nearest" })
}

// What leads to the list leads to the first note where the list stands in the margin.
function skip(event) {
  if (!hasMargin()) return
  event.preventDefault()
  const { note } = placed[0]
  note.tabIndex = -1
  note.focus()
}

// ---- In place ----

const canPop = calls.length && "popover" in HTMLElement.prototype
const popover = canPop ? document.querySelector("#note-popover").content.firstElementChild : null
let opened = null
let pressed = null
let waiting = 0

// A note's own words, without its ways back and without ids, which stand once on a page.
function copy(note) {
  const words = document.createElement("div")
  words.lang = note.closest("[lang]").lang
  const texts = note.querySelector(":scope > .texts")
  const source = texts ? [...texts.childNodes, ...note.querySelectorAll(":scope > .lead")] : [...note.childNodes]
  words.append(...source.map(node => node.cloneNode(true)))
  for (const way of words.querySelectorAll("[role=doc-backlink]")) way.remove()
  for (const marked of words.querySelectorAll("[id]")) marked.removeAttribute("id")
  return words
}

function open(call, byHand) {
  if (opened === call) return
  popover.hidePopover()
  popover.ariaLabel = call.ariaLabel
  popover.querySelector(".number").textContent = call.textContent
  popover.querySelector(".text").replaceChildren(copy(noteOf(call)))
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

const isRead = () => popover.contains(document.activeElement)

function leave(event) {
  if (event.pointerType !== "mouse") return
  clearTimeout(waiting)
  waiting = setTimeout(() => isRead() || popover.hidePopover(), 300)
}

function rest(event, call) {
  if (event.pointerType !== "mouse" || isBeside(call)) return
  clearTimeout(waiting)
  waiting = setTimeout(open, 150, call)
}

function answer(event, call) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return
  const [beside, byKeys] = [isBeside(call), event.detail === 0]
  // By keys one wants to arrive there: the link leads to the note.
  if (beside ? byKeys : !popover) return
  event.preventDefault()
  clearTimeout(waiting)
  if (beside) show(noteOf(call))
  else if (byKeys || call !== pressed) open(call, true)
}

// Calls come and go with the passages of another edition: it is the article that listens for them.
function listen(type, heard) {
  article.addEventListener(type, event => {
    const call = event.target.closest(CALL)
    if (call && noteOf(call)) heard(event, call)
  })
}

if (calls.length) listen("click", answer)
if (popover) {
  article.after(popover)
  leaveByKeys(popover, () => opened)
  listen("pointerover", rest)
  listen("pointerout", leave)
  // A press closes what is open before its click comes, which does not open again what was being read.
  article.addEventListener("pointerdown", () => (pressed = isRead() ? opened : null))
  popover.addEventListener("pointerenter", () => clearTimeout(waiting))
  popover.addEventListener("pointerleave", leave)
  popover.addEventListener("beforetoggle", () => (opened = null))
  popover.addEventListener("click", event => event.target.closest("a") && popover.hidePopover())
}
if (text && calls.length) {
  fillMargin()
  addEventListener("hashchange", () => show(null))
  document.querySelector(".skip [href='#notes-heading']")?.addEventListener("click", skip)
  for (const part of article.querySelectorAll(":scope > :is(.body, .paper-head, .notice, .abstract)")) {
    new ResizeObserver(placeMargin).observe(part)
  }
  document.fonts?.ready.then(placeMargin)
}
