// Sends a form once. The command id inside makes a second sending harmless; this only spares the doubt.
for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    // Marked, not disabled: a disabled button would not be sent, nor keep the focus.
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  // After "back" it may be sent again.
  addEventListener("pageshow", () => {
    sent = false;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  });
}

// An error summary takes the focus, so that it is read first.
document.getElementById("problems")?.focus();

// One open menu at a time; Escape and a tap beside it close it.
const menus = [...document.querySelectorAll("details.me, .bottom details")];
addEventListener("click", (event) => { for (const menu of menus) if (!menu.contains(event.target)) menu.open = false; });
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
});
