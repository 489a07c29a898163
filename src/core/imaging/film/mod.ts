/** Making films of pictures. */
export { encodeFilm, type Film, type FilmOptions } from "./encode_film.ts";
