// Copies how a paper is cited, italics included. Without it the text can be marked and copied as any other.

const status = document.querySelector(".cite [role=status]")

/** Put the text on the clipboard, as HTML and plain; where the browser gives no clipboard, mark it. */
async function copy(text) {
  try {
    const kinds = { "text/plain": text.innerText, "text/html": text.innerHTML }
    const blobs = Object.entries(kinds).map(([type, data]) => [type, new Blob([data], { type })])
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
    return status.dataset.copied
  } catch {
    getSelection().selectAllChildren(text)
    return status.dataset.marked
  }
}

for (const button of document.querySelectorAll("[data-copies]")) {
  const text = document.getElementById(button.dataset.copies)
  const name = button.closest("div").querySelector("dt").textContent
  button.hidden = false
  button.addEventListener("click", async () => {
    status.textContent = (await copy(text)).replace("{}", name)
  })
}
