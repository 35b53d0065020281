// Forgets the drafts whose text was saved, on whatever page of the desk comes next.
// No module: a browser may take no import map, which the editor needs, after the first module of a page.

for (const name of document.querySelector("meta[name=saved-drafts]").content.split(" ")) {
  try {
    localStorage.removeItem(`taiyaku-draft ${name}`)
  } catch {
    break // a browser that lets nobody store has kept nothing either
  }
}
