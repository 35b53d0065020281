// Light or dark as the reader chose it, remembered in this browser; without a choice, as the system is set.

const KEPT = "taiyaku-appearance"
const choice = document.querySelector(".appearance")
const root = document.documentElement

function kept() {
  try {
    return localStorage.getItem(KEPT) ?? ""
  } catch {
    // nothing may be stored: the choice lasts as long as the page
    return ""
  }
}

function apply(scheme) {
  if (scheme) root.dataset.scheme = scheme
  else delete root.dataset.scheme
}

apply(kept())
if (choice) {
  const select = choice.querySelector("select")
  choice.hidden = false
  select.value = kept()
  select.addEventListener("change", () => {
    apply(select.value)
    try {
      if (select.value) localStorage.setItem(KEPT, select.value)
      else localStorage.removeItem(KEPT)
    } catch {
      // nothing may be stored: the choice lasts as long as the page
    }
  })
}
