// Ask before leaving what was typed into a form marked data-unsaved (its value is the question) and not sent yet.
// Forms marked data-together with the same word travel in one post: what was typed in one is not lost by saving another.
"use strict";

let leaving = false;

const marked = () => [...document.querySelectorAll("form[data-unsaved]")];

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  // A select in which nothing was marked as chosen begins with its first option.
  if (field.matches("select")) return !([...field.options].find((each) => each.defaultSelected) ?? field.options[0])?.selected;
  return field.matches("input:not([type=hidden], [type=search]), textarea") && field.value !== field.defaultValue;
}

// What the server gave back after a refusal is not saved either, though nothing was typed since.
const isTyped = (form) => "typed" in form.dataset || [...form.elements].some(isChanged);

function mayLeave(unsaved) {
  leaving = !unsaved.length || window.confirm(unsaved[0].dataset.unsaved);
  // What only fetches a file stays on the page; a moment later the question stands again.
  setTimeout(() => { leaving = false; }, 1000);
  return leaving;
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const kept = event.target.dataset.together;
  const lost = marked().filter((form) => form !== event.target && !(kept && form.dataset.together === kept) && isTyped(form));
  if (!mayLeave(lost)) event.preventDefault();
});

document.addEventListener("formdata", (event) => {
  const kept = event.target.dataset?.together;
  if (!kept) return;
  for (const form of marked().filter((each) => each !== event.target && each.dataset.together === kept && isTyped(each))) {
    for (const field of form.elements) {
      if (!field.name || ["version", "csrfmiddlewaretoken"].includes(field.name)) continue;
      if (field.matches("[type=checkbox], [type=radio]") && !field.checked) continue;
      event.formData.append(field.name, field.value);
    }
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.target || link.hasAttribute("download") || link.getAttribute("href").startsWith("#")) return;
  if (!mayLeave(marked().filter(isTyped))) event.preventDefault();
});

window.addEventListener("beforeunload", (event) => {
  if (!leaving && marked().some(isTyped)) event.preventDefault();
});
