// Copy the text of a block, and say so; without scripts the text can still be selected by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.focus();
      text.select();
      done = document.execCommand("copy");
    }
    told.textContent = "";
    // A new text is read out even when it says the same as before.
    requestAnimationFrame(() => { told.textContent = done ? told.dataset.copied : told.dataset.failed; });
  });
}
