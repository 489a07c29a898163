import type { BASE_MAP as ENGLISH } from "../english/base_map.ts";

/** Texts of the base map, in Hungarian. */
export const BASE_MAP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "base_map.none": "Nincs utcatérkép",
  "base_map.damaged": "A fájl sérült, vagy nem PMTiles-archívum",
  "base_map.old_format": "Az archívum a PMTiles egy korábbi változatában van; a 3-as kell",
  "base_map.no_vector_tiles": "Az archívum csempéinek típusa {type}; vektoros csempék (MVT) kellenek",
  "base_map.compression": "Az archívum tömörítése nem támogatott; gzip kell",
  "base_map.schema": "Az archívum nem a Protomaps sémáját követi: hiányoznak ezek a rétegek: {layers}",
  "base_map.old_schema": "Az archívum a Protomaps sémájának korábbi változatát követi; a 4-es kell",
  "base_map.no_file": "Itt fájl kell, és ez nem az",
  "base_map.unreadable": "A fájl nem olvasható: {cause}",
  "base_map.unreachable": "Az archívum kiszolgálója nem érhető el: {cause}",
  "base_map.no_ranges": "Az archívum kiszolgálója nem küld fájlrészleteket (HTTP-tartományok)",
  "base_map.font": "Nincsenek ilyen betűk",
  "base_map.language": "A lang paraméter nyelvkód legyen, például fr",
  "base_map.title": "Alaptérkép",
  "base_map.is_style": "Másik kiszolgáló stílusa",
  "base_map.is_tiles": "Másik kiszolgáló csempéi",
  "base_map.is_streets": "Utcák",
  "base_map.is_unusable": "Az utcák nem jeleníthetők meg",
  "base_map.is_land": "Szárazföld és határok",
};
