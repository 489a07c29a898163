import type { STAC as ENGLISH } from "../english/stac.ts";

/** Texts of collections, items and searches, in German. The others are shown in English. */
export const STAC: Partial<Record<keyof typeof ENGLISH, string>> = {
  "stac.bbox_and_intersects": "Die Parameter bbox und intersects schließen einander aus",
  "stac.bbox_degrees":
    "Der Parameter bbox muss gültige Längengrade (-180 bis 180) und Breitengrade (-90 bis 90) enthalten",
  "stac.bbox_format": "Der Parameter bbox muss die Form [minX, minY, maxX, maxY] haben",
  "stac.bbox_upside_down": "Im Parameter bbox muss der südliche Rand unter dem nördlichen liegen",
  "stac.collection_unknown": "Die Sammlung existiert nicht",
  "stac.collections_limit_not_a_number":
    "Der Parameter limit soll eine gültige, positive ganze Zahl sein (von 1 bis 1000)",
  "stac.collections_limit_range": "Der Parameter limit soll eine ganze Zahl von 1 bis 1000 sein",
  "stac.datetime_parts": "Der Parameter datetime soll ein oder zwei Daten enthalten",
  "stac.edit_sort": "Der Parameter der Sortierung ist ungültig",
  "stac.feed_description": "Liste der Sammlungen von diesem GeoVisio-Server",
  "stac.feed_item": "Die Sequenz „{title}“ von „{account}“ wurde am {date} aufgenommen.",
  "stac.feed_json": "JSON-Metadaten",
  "stac.feed_logo": "GeoVisio-Logo",
  "stac.feed_map": "Auf der Karte ansehen",
  "stac.feed_title": "GeoVisio-Sammlungen",
  "stac.item_unknown": "Das Element existiert nicht",
  "stac.items_limit_not_a_number": "Der Parameter limit soll eine gültige, positive ganze Zahl sein (von 1 bis 10000)",
  "stac.items_limit_range": "Der Parameter limit soll eine ganze Zahl von 1 bis 10000 sein",
  "stac.no_matching_sequences": "Keine passenden Sequenzen gefunden",
  "stac.not_a_geometry": "Der Parameter intersects soll eine gültige GeoJSON-Geometrie enthalten (kein Feature)",
  "stac.picture_of_others": "Sie dürfen dieses Bild nicht bearbeiten",
  "stac.search_limit": "Der Parameter limit muss leer oder eine Zahl von 1 bis 10000 sein",
  "stac.sequence_unknown": "Die Sequenz existiert nicht",
  "stac.sort_column": "Parameter sortby nicht unterstützt: unbekannte Spalte",
  "stac.sort_field": "Parameter sortby nicht unterstützt: unbekanntes Feld",
  "stac.sort_syntax": "Parameter sortby nicht unterstützt: die Schreibweise ist falsch",
  "stac.status_filter_hidden": "Der Filter status wird nicht mehr unterstützt, bitte den Filter `visibility` verwenden",
  "stac.visible_and_visibility": "Die Parameter visibility und visible schließen einander aus",
  "stac.with_picture_format": "withPicture soll eine gültige UUID sein",
  "stac.ids_format": "Der Parameter {name} soll eine JSON-Liste von Texten sein",
  "stac.collection_not_found": "Die Sammlung {id} wurde in der Datenbank nicht gefunden",
};
