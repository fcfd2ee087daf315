// A cell of the heat map opens its ledgers: the row knows the unit, the list of columns knows the obligations.
document.addEventListener("click", (event) => {
  const picture = event.target.closest("svg[data-cell]");
  if (!picture) return;
  const columns = document.querySelectorAll(".heat-columns [data-obligation]");
  const place = Math.floor((event.clientX - picture.getBoundingClientRect().left) / 14);
  if (columns[place]) location.assign(`${picture.dataset.cell}&obligation=${columns[place].dataset.obligation}`);
});
