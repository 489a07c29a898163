import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

/** Texts of uploads and upload sets, in German. The others are shown in English. */
export const UPLOADS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "uploads.unsupported_name": "Die Bilddatei fehlt oder ihr Format wird nicht unterstützt (erwartet: jpg)",
  "uploads.id_taken": "Ein Bild mit derselben ID existiert bereits",
  "uploads.unknown_set": "Der Upload {id} existiert nicht",
  "uploads.unreadable_metadata": "Die Metadaten des Bildes können nicht gelesen werden",
  "uploads.in_excluded_area": "Das Bild liegt in einem ausgeschlossenen Gebiet",
  "uploads.in_general_area": "Das Bild liegt in einem Gebiet, das für alle ausgeschlossen ist.",
  "uploads.in_own_area": "Das Bild liegt in einem Gebiet, das Sie ausgeschlossen haben.",
  "uploads.collection_refused": "Sie dürfen dieser Sammlung keine Bilder hinzufügen",
  "uploads.collection_deleted": "Die Sammlung wurde gelöscht, es können keine Bilder hinzugefügt werden",
  "uploads.collection_id_taken": "Eine Sequenz mit derselben ID existiert bereits",
  "uploads.position_taken": "In der Sequenz gibt es an dieser Stelle schon ein Bild",
  "uploads.no_picture": "Es wurde keine Bilddatei gesendet",
  "uploads.no_position": "Der Parameter „position“ fehlt",
  "uploads.bad_position": "Die Stelle in der Sequenz soll eine positive ganze Zahl sein",
};
