/** Texts of the reader of metadata. Those that geovisio has too are its own, letter by letter: its tools read them. */
export const METADATA = {
  "metadata.position_missing": "No GPS coordinates or broken coordinates in picture EXIF tags",
  "metadata.date_missing": "No valid date in picture EXIF tags",
  "metadata.mandatory_missing": "The picture is missing mandatory metadata:\n\t- {first}\n\t- {second}",
  "metadata.position_broken": "Broken GPS coordinates in picture EXIF tags",
  "metadata.latitude_out_of_bounds": "Read latitude is out of WGS84 bounds (should be in [-90, 90])",
  "metadata.longitude_out_of_bounds": "Read longitude is out of WGS84 bounds (should be in [-180, 180])",
  "metadata.crop_partial": "EXIF tags contain partial cropped area metadata",

  "metadata.latitude_ref_missing": "GPSLatitudeRef not found, assuming GPSLatitudeRef is North",
  "metadata.longitude_ref_missing": "GPSLongitudeRef not found, assuming GPSLongitudeRef is East",
  "metadata.gps_time_unrecognized": "Skipping GPS date/time ({group} group) as it was not recognized: {value}",
  "metadata.gps_time_format_unsupported":
    "GPSTimeStamp and GPSDateTime don't contain supported time format (in {group} group)",
  "metadata.mapillary_time_unrecognized": "Skipping Mapillary date/time as it was not recognized: {value}",
  "metadata.camera_time_unrecognized": "Skipping original date/time (from {tag}) as it was not recognized: {value}",
  "metadata.microseconds_differ":
    "Microseconds read from decimal seconds value ({decimal}) does not match value from EXIF field ({field}). Max value will be kept.",
  "metadata.zone_unknown": "Precise timezone information not found, fallback to UTC",
  "metadata.zone_unknown_without_position":
    "Precise timezone information not found (and no GPS coordinates to help), fallback to UTC",
  "metadata.heading_missing": "No heading value was found, this reduces usability of picture",
  "metadata.camera_unknown":
    "No make and model value found, no assumption on focal length or GPS precision can be made",
  "metadata.focal_length_missing": "No focal length value was found, this prevents calculating field of view",
  "metadata.accuracy_estimated": "No GPS horizontal positioning error value found, GPS accuracy can only be estimated",
  "metadata.accuracy_missing": "No GPS accuracy value found, this prevents computing a quality score",
  "metadata.value_out_of_range": "{tag} is {value}, which is not between {least} and {most}. It was ignored.",
  "metadata.value_unusable": "{tag} is {value}, which cannot be used.",
  "metadata.gps_week_rollover":
    "The GPS date ({value}) is 1,024 weeks or a multiple of that before the camera's ({camera}): the GPS receiver counted its weeks wrong. The date was corrected.",
  "metadata.gps_date_implausible":
    "The GPS date ({value}) is more than a day away from the camera's ({camera}). It was ignored.",
  "metadata.crop_moved": "The cropped area ({value}) leaves the panorama of {full} pixels. It was moved inside.",
  "metadata.crop_impossible": "The cropped area ({value}) does not fit the panorama of {full} pixels. It was ignored.",
  "metadata.exif_unreadable": "EXIF metadata could not be read",
  "metadata.xmp_unreadable": "XMP metadata could not be read",
} as const;
