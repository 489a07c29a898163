/** Most of these are geovisio's own texts, which its clients and its tests read. */
export const UPLOADS = {
  // Sending a file
  "uploads.no_file": "No file was sent",
  "uploads.unsupported_name": "Picture file is either missing or in an unsupported format (should be jpg)",
  "uploads.too_large": "The file is larger than {bytes} bytes",
  "uploads.already_in_set": "The item has already been added to this upload set",
  "uploads.already_sent": "The same picture has already been sent in a past upload",
  "uploads.name_taken": "A different picture with the same name has already been added to this uploadset",
  "uploads.id_taken": "A picture with the same ID already exists",
  "uploads.unknown_set": "UploadSet {id} does not exist",

  // What is in the file
  "uploads.not_an_image": "Impossible to open file as image. The only supported image format is jpg.",
  "uploads.empty": "The file is empty (0 bytes). Only JPEG pictures are accepted",
  "uploads.incomplete":
    "The file is incomplete: it stops before the picture ends. Copy it from the camera and send it again",
  "uploads.wrong_picture":
    "This is a {format} picture. Only JPEG pictures are accepted; convert it and keep its metadata",
  "uploads.wrong_raw_picture":
    "This is a raw picture ({format}). Only JPEG pictures are accepted; convert it and keep its metadata",
  "uploads.wrong_video": "This is a video ({format}). Only JPEG pictures are accepted",
  "uploads.wrong_document": "This is a document ({format}). Only JPEG pictures are accepted",
  "uploads.wrong_archive": "This is an archive ({format}). Only JPEG pictures are accepted; send what is in it",
  "uploads.too_many_pixels": "The picture has {width} × {height} pixels. At most {most} pixels are accepted",
  "uploads.bad_precision": "The JPEG has 12 or 16 bits a sample. Only JPEG pictures with 8 bits are accepted",
  "uploads.bad_components":
    "The JPEG has an unusual number of colour components. Only grey, colour and CMYK are accepted",
  "uploads.bad_coding":
    "The JPEG is encoded in a way that browsers cannot show ({coding}). Only baseline and progressive JPEG pictures are accepted",
  "uploads.unreadable_metadata": "Impossible to parse picture metadata",
  "uploads.invalid_metadata": "Picture has invalid metadata",
  "uploads.in_excluded_area": "Picture is located within an excluded area",
  "uploads.not_saved": "Picture wasn't correctly saved in filesystem",

  // Why a file was rejected, when nothing more precise is known
  "uploads.too_similar": "The picture is too similar to another one (nearby and taken almost at the same time)",
  "uploads.rejected_file": "The sent file is not a valid JPEG",
  "uploads.rejected_metadata": "The picture has invalid EXIF or XMP metadata, making it impossible to use",
  "uploads.rejected_otherwise": "Something went very wrong, but not due to the picture itself",

  // Metadata to write into the picture
  "uploads.bad_capture_time":
    "Parameter `override_capture_time` is not a valid datetime, it should be an iso formated datetime (like '2017-07-21T17:32:28Z').",
  "uploads.longitude_alone": "Longitude cannot be overridden alone, override_latitude also needs to be set",
  "uploads.latitude_alone": "Latitude cannot be overridden alone, override_longitude also needs to be set",
  "uploads.bad_coordinate": "For parameter `override_{name}`, `{value}` is not a valid {name}",
  "uploads.unwritable_tag": "Parameter `{field}` does not name a tag that can be written",
  "uploads.bad_tag_value": "Parameter `override_{tag}` is not valid",

  // Upload sets
  "uploads.cannot_create": "Impossible to create an UploadSet",
  "uploads.cannot_update": "Impossible to update the UploadSet",
  "uploads.split_contradiction":
    "The `no_split` parameter is incompatible with specifying `split_distance` / `split_duration`",
  "uploads.duplicates_contradiction":
    "The `no_deduplication` parameter is incompatible with specifying `duplicate_distance` / `duplicate_rotation`",
  "uploads.set_not_found": "UploadSet doesn't exist",

  "uploads.remarks": "Uploaded, with warnings about metadata",
  "uploads.create_not_json": "Parameter for creating an UploadSet should be a valid JSON",
  "uploads.update_not_json": "Parameter for updating an UploadSet should be a valid JSON",
  "uploads.not_multipart": "Content type should be multipart/form-data",
  "uploads.add_refused": "You're not authorized to add picture to this upload set",
  "uploads.complete_refused": "You're not authorized to complete this upload set",
  "uploads.update_refused": "You are not allowed to update this upload set",
  "uploads.delete_refused": "You're not authorized to delete this upload set",
  "uploads.no_room": "The server has no room left for pictures",
  "uploads.no_room_for_tags": "The metadata of the picture leave no room for more",
  "uploads.in_general_area": "The picture is located within a general excluded area.",
  "uploads.in_own_area": "The picture is located within one of your own excluded area.",
  "uploads.collection_refused": "You're not authorized to add picture to this collection",
  "uploads.collection_deleted": "The collection has been deleted, impossible to add pictures to it",
  "uploads.collection_id_taken": "A sequence with the same ID already exists",
  "uploads.position_taken": "There is already a picture with the same index in the sequence",
  "uploads.no_picture": "No picture file was sent",
  "uploads.no_position": 'Missing "position" parameter',
  "uploads.bad_position": "Position in sequence should be a positive integer",
  "uploads.bad_blur_status": "Picture blur status should be either unset, true or false",
  "uploads.bad_id": "Parameter `id` is not a valid UUID",
  "uploads.filter_values": "{value} is not TRUE or FALSE",
  "uploads.filter_no_order": "{property} has no order",
  "uploads.filter_operators": "Only = and <> are supported on {property}",
  "uploads.not_a_coordinate": "could not convert string to float: '{text}'",
  "uploads.dispatch_failed": "Upload set dispatch error: {reason}",
} as const;
