// Shortens a list of places to one region's. Without this module the list is grouped by region.
for (const place of document.querySelectorAll("[data-place]")) {
  const [region, list] = place.querySelectorAll("select");
  const groups = [...list.querySelectorAll("optgroup")];
  function shorten() {
    for (const group of groups) {
      const other = region.value !== "" && group.dataset.region !== region.value;
      group.hidden = group.disabled = other;
      if (other && group.contains(list.selectedOptions[0])) list.value = "";
    }
  }
  region.value = list.selectedOptions[0]?.closest("optgroup")?.dataset.region ?? "";
  region.hidden = false;
  region.addEventListener("change", shorten);
  shorten();
}
