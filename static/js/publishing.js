// Whoever types an instant means to publish then: it chooses “at an instant” beside it.

const instant = document.querySelector("[name=publish-at]")
const chosen = document.querySelector("[name=publish-when][value=at]")

instant?.addEventListener("input", () => {
  if (instant.value) chosen.checked = true
})
