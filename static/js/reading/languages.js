// Two languages at one place: the switch leads to the same passage, and a passage shows its counterpart in place.

const KEPT = "taiyaku-place"
const article = document.querySelector("article.paper, article.parallel")
const anchors = () => [...article.querySelectorAll("[id^='p-']")]

// ---- The switch keeps the place ----

// What a reader calls the top lies a little below the edge, or below what stays there.
function isAbove(each) {
  const line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 64
  return (each.offsetHeight ? each : each.parentElement).getBoundingClientRect().top <= line
}

// The passage at the top of the window and those before it, nearest first.
function passagesHere() {
  return anchors().filter(isAbove).reverse().map(each => each.id)
}

function remember(link) {
  const ids = passagesHere()
  const address = new URL(link.href)
  if (address.origin !== location.origin || address.hash || !ids.length) return
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ path: address.pathname, ids }))
  } catch {
    // a browser that stores nothing still gets there when the passage has a counterpart
    link.hash = ids[0]
  }
}

function arrive() {
  let kept = null
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT))
    sessionStorage.removeItem(KEPT)
  } catch {
    return
  }
  if (kept?.path !== location.pathname || location.hash) return
  const found = kept.ids.map(id => document.getElementById(id)).find(Boolean)
  if (!found) return
  history.replaceState(history.state, "", `#${found.id}`)
  found.scrollIntoView({ block: "start" })
}

// ---- The counterpart in place ----

let parallel = null

// The other edition's passages come with the parallel page, fetched once.
function rows(address) {
  parallel ??= fetch(address).then(answer => {
    if (!answer.ok) throw new Error(answer.status)
    return answer.text()
  }).then(text => new DOMParser().parseFromString(text, "text/html"))
  parallel.catch(() => (parallel = null))
  return parallel
}

function counterpart(page, id) {
  const row = page.getElementById(id)?.closest(".pair")
  const side = row?.lastElementChild
  if (!side) return null
  for (const marked of side.querySelectorAll("[id]")) marked.removeAttribute("id")
  const text = document.importNode(side, true)
  // Its calls lead to the notes of this page where both editions share them, else to those of its own page.
  for (const call of text.querySelectorAll(".note-call a")) {
    const id = call.hash.slice(1)
    const isShared = document.getElementById(id) && !page.getElementById(id).querySelector(".texts > :nth-child(2)")
    if (!isShared) call.href = page.querySelector(".headings > :last-child a").href + call.hash
  }
  return text
}

// Into the window; but where its passage begins stays in it as long as some lines of this do, too.
function reveal(holder, block) {
  holder.scrollIntoView({ block: "nearest" })
  const [from, to] = [block, holder].map(each => each.getBoundingClientRect().top)
  const back = Math.min(16 - from, innerHeight - 128 - to)
  if (back > 0) scrollBy(0, -back)
}

async function toggle(way) {
  const block = way.closest(".body > *")
  const next = block.nextElementSibling
  if (next?.matches(".across")) {
    next.remove()
    way.setAttribute("aria-expanded", "false")
    return
  }
  const address = new URL(way.href)
  const text = counterpart(await rows(address.pathname), address.hash.slice(1))
  if (!text) throw new Error(way.href)
  text.classList.replace("body", "across-text")
  const holder = document.createElement("div")
  holder.className = "across"
  holder.append(text)
  block.after(holder)
  reveal(holder, block)
  way.setAttribute("aria-expanded", "true")
}

// ---- Whoever prefers the other language is offered it, and never sent there ----

const DECLINED = "taiyaku-declined"

// The languages that are not to be offered again, with this one if it is given; where nothing may be stored, none.
function declined(language = "") {
  try {
    const all = new Set(localStorage.getItem(DECLINED)?.split(" "))
    if (language) localStorage.setItem(DECLINED, [...all.add(language)].join(" "))
    return all
  } catch {
    return new Set()
  }
}

function offer() {
  const wanted = navigator.languages.map(code => new Intl.Locale(code).language)
  const here = document.documentElement.lang
  const language = wanted.find(code => code === here || document.querySelector(`.offer[lang="${code}"]`))
  if (!language || language === here || declined().has(language)) return
  const box = document.querySelector(`.offer[lang="${language}"]`)
  box.hidden = false
  box.querySelector("button").addEventListener("click", () => {
    box.hidden = true
    declined(language)
  })
}

// ---- The contents mark the heading that one reads under ----

const lines = [...document.querySelectorAll(".contents a")]

function follow() {
  const here = lines.findLast(line => line.offsetParent && isAbove(document.getElementById(line.hash.slice(1))))
  for (const line of lines) line.ariaCurrent = line === here ? "location" : null
}

if (article) {
  arrive()
  offer()
  if (lines.length) addEventListener("scroll", follow, { passive: true })
  for (const link of document.querySelectorAll(".languages a, .switch a, .counterpart a, .banner a, a.parallel, .headings a, .swap a")) {
    link.addEventListener("click", () => {
      remember(link)
      // Whoever goes to another language has chosen it, and is not offered the one that was left.
      const here = document.documentElement.lang
      if (link.hreflang && link.hreflang !== here) declined(here)
    })
  }
  for (const way of article.querySelectorAll("a.way-across")) {
    way.setAttribute("aria-expanded", "false")
    way.addEventListener("click", event => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      // Where it cannot be had, the link leads to it.
      toggle(way).catch(() => location.assign(way.href))
    })
  }
}
