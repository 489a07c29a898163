import type { SKY as ENGLISH } from "../english/sky.ts";

/** Texts of the pages about all-sky cameras, in French. */
export const SKY: Record<keyof typeof ENGLISH, string> = {
  "sky.detections": "Détections",
  "sky.images_by_day": "Images de jour",
  "sky.images_by_night": "Images de nuit",
  "sky.month": "Mois",
  "sky.next_night": "Nuit suivante",
  "sky.nights": "Nuits",
  "sky.previous_night": "Nuit précédente",
  "sky.show": "Afficher",
};
