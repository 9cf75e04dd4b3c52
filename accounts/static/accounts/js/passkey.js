/* Says on the page that a passkey was not used: the dialogue was closed, or no key is known here. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const note = document.getElementById("passkey-failed");
  document.querySelector("#main h1").after(note);
  note.hidden = false;
});
