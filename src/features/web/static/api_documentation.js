/** Swagger UI on the API page, in light or dark mode like the browser. */
import { data } from "./page.js";

const isDark = matchMedia("(prefers-color-scheme: dark)");
const showColours = () => document.documentElement.classList.toggle("dark-mode", isDark.matches);
isDark.onchange = showColours;
showColours();

globalThis.SwaggerUIBundle({
  url: data.specification,
  dom_id: "#swagger-ui",
  deepLinking: true,
  docExpansion: "none",
  // By default, an outside service would be asked whether the document is valid.
  validatorUrl: null,
});
