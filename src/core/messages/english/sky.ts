/** Texts of the pages about all-sky cameras, in English. */
export const SKY = {
  "sky.detections": "Detections",
  "sky.images_by_day": "Images by day",
  "sky.images_by_night": "Images by night",
  "sky.month": "Month",
  "sky.next_night": "Next night",
  "sky.nights": "Nights",
  "sky.previous_night": "Previous night",
  "sky.show": "Show",
} as const;
