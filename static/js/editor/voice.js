// The line below an editor that says what became of a paste, an upload, a search.

/** A status line; its data are the sentences of the page, each with a 0 where its number goes. */
export class Voice {
  constructor(line) {
    this.line = line
  }

  /** Say what happened to so many, behind what was said already. */
  say(what, count) {
    const words = this.line.dataset[what].replace("0", count)
    this.line.textContent = this.line.textContent ? `${this.line.textContent} ${words}` : words
  }

  /** Say a sentence that the server gave. */
  tell(sentence) {
    this.line.textContent = sentence
  }

  hush() {
    this.line.textContent = ""
  }
}
