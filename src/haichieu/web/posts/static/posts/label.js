// Keys of the label queue. Every key presses a control that is on the page anyway; without this file the page works the same.
"use strict";

const SAME_KEY = { k: "4", K: "4", U: "u", Backspace: "u" };

function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
  const key = SAME_KEY[event.key] || event.key;
  const control = document.querySelector(`#the-doc [data-key="${CSS.escape(key)}"]`);
  if (!control || document.querySelector("#the-doc .htmx-request")) return;
  event.preventDefault();
  control.click();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "the-doc") return;
  const heading = event.target.querySelector("[data-focus]");
  if (heading) heading.focus({ preventScroll: true });
});
