/** The menu of languages leads back to the very place: the server does not get what is after `#`, such as the part of a map. */
const form = document.getElementById("languages");

form.addEventListener("submit", () => {
  form.elements.next_url.value = location.pathname + location.search + location.hash;
});
