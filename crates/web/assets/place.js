// Shortens a list of districts to the chosen region's. Without this module the list is grouped by region.
for (const place of document.querySelectorAll("[data-place]")) {
  const [region, district] = place.querySelectorAll("select");
  const groups = [...district.querySelectorAll("optgroup")];
  function shorten() {
    for (const group of groups) {
      const other = group.dataset.region !== region.value;
      group.hidden = group.disabled = other;
      if (other && group.contains(district.selectedOptions[0])) district.value = "";
    }
  }
  region.addEventListener("change", shorten);
  shorten();
}
