import type { SKY as ENGLISH } from "../english/sky.ts";

/** Texts of the pages about all-sky cameras, in French. */
export const SKY: Record<keyof typeof ENGLISH, string> = {
  "sky.day_and_night": "Jour et nuit",
  "sky.detections": "Détections",
  "sky.from": "De",
  "sky.image_of": "Le ciel à {time}",
  "sky.images_by_day": "Images de jour",
  "sky.images_by_night": "Images de nuit",
  "sky.loop": "Animation des images",
  "sky.loop_failed": "Les images n’ont pas pu être chargées. Réessayez plus tard.",
  "sky.moment": "Moment",
  "sky.month": "Mois",
  "sky.newest": "Image la plus récente",
  "sky.next_night": "Nuit suivante",
  "sky.nights": "Nuits",
  "sky.part": "Partie",
  "sky.per_second": "{speed} images/s",
  "sky.play": "Lire",
  "sky.previous_night": "Nuit précédente",
  "sky.size": "Taille",
  "sky.size_auto": "Automatique",
  "sky.size_full": "Entière",
  "sky.size_small": "Petite",
  "sky.speed": "Vitesse",
  "sky.stop": "Arrêter",
  "sky.to": "À",
};
