/** TIFF types of the tags that may be written, by group (TIFF 6.0 and EXIF 3.0, 4.6). */
import { GPS_TAGS, IMAGE_TAGS, PHOTO_TAGS } from "./tag_names.ts";

/** TIFF 6.0, section 2. */
export const BYTE = 1, ASCII = 2, SHORT = 3, LONG = 4, RATIONAL = 5, UNDEFINED = 7, SRATIONAL = 10;

/** Directories that tags can be written to. */
export type WritableGroup = "Image" | "Photo" | "GPSInfo";

/** A tag that can be written. */
export interface WritableTag {
  group: WritableGroup;
  /** Number of the tag. */
  id: number;
  /** TIFF type of its values. */
  type: number;
}

const NAMES: Record<WritableGroup, ReadonlyMap<number, string>> = {
  Image: IMAGE_TAGS,
  Photo: PHOTO_TAGS,
  GPSInfo: GPS_TAGS,
};

/**
 * What people may want to correct. Left out is what describes how the pixels are stored, points to something in the file, or
 * is a program's own.
 */
const TYPES: Record<WritableGroup, Record<number, string>> = {
  Image: {
    [ASCII]: `ProcessingSoftware DocumentName ImageDescription Make Model PageName Software DateTime Artist HostComputer
      Copyright DateTimeOriginal`,
    [BYTE]: "XPTitle XPComment XPAuthor XPKeywords XPSubject",
    [SHORT]: "Orientation ResolutionUnit Rating RatingPercent",
    [RATIONAL]: "XResolution YResolution FocalLength",
  },
  Photo: {
    [ASCII]: `SpectralSensitivity DateTimeOriginal DateTimeDigitized OffsetTime OffsetTimeOriginal OffsetTimeDigitized
      SubSecTime SubSecTimeOriginal SubSecTimeDigitized ImageUniqueID CameraOwnerName BodySerialNumber LensMake LensModel
      LensSerialNumber ImageTitle Photographer ImageEditor CameraFirmware RAWDevelopingSoftware ImageEditingSoftware
      MetadataEditingSoftware`,
    [SHORT]: `ExposureProgram ISOSpeedRatings SensitivityType MeteringMode LightSource Flash ColorSpace
      FocalPlaneResolutionUnit SensingMethod CustomRendered ExposureMode WhiteBalance FocalLengthIn35mmFilm
      SceneCaptureType GainControl Contrast Saturation Sharpness SubjectDistanceRange`,
    [LONG]: `StandardOutputSensitivity RecommendedExposureIndex ISOSpeed PixelXDimension PixelYDimension`,
    [RATIONAL]: `ExposureTime FNumber ApertureValue MaxApertureValue SubjectDistance FocalLength FlashEnergy
      FocalPlaneXResolution FocalPlaneYResolution ExposureIndex DigitalZoomRatio LensSpecification Humidity Pressure
      Acceleration Gamma`,
    [SRATIONAL]: "ShutterSpeedValue BrightnessValue ExposureBiasValue Temperature WaterDepth CameraElevationAngle",
    [UNDEFINED]: "ExifVersion UserComment",
  },
  GPSInfo: {
    [ASCII]: `GPSLatitudeRef GPSLongitudeRef GPSSatellites GPSStatus GPSMeasureMode GPSSpeedRef GPSTrackRef
      GPSImgDirectionRef GPSMapDatum GPSDestLatitudeRef GPSDestLongitudeRef GPSDestBearingRef GPSDestDistanceRef
      GPSDateStamp`,
    [BYTE]: "GPSVersionID GPSAltitudeRef",
    [SHORT]: "GPSDifferential",
    [RATIONAL]: `GPSLatitude GPSLongitude GPSAltitude GPSTimeStamp GPSDOP GPSSpeed GPSTrack GPSImgDirection
      GPSDestLatitude GPSDestLongitude GPSDestBearing GPSDestDistance GPSHPositioningError`,
    [UNDEFINED]: "GPSProcessingMethod GPSAreaInformation",
  },
};

const WRITABLE: ReadonlyMap<string, WritableTag> = new Map(
  Object.entries(TYPES).flatMap(([name, types]) => {
    // TYPES has one entry per writable group.
    const group = name as WritableGroup;
    const ids = new Map([...NAMES[group]].map(([id, tag]) => [tag, id]));
    return Object.entries(types).flatMap(([type, tags]) =>
      tags.trim().split(/\s+/).map((tag) => {
        const id = ids.get(tag);
        if (id === undefined) throw new TypeError(`No number is known for Exif.${name}.${tag}`);
        return [`Exif.${name}.${tag}`, { group, id, type: Number(type) }] as const;
      })
    );
  }),
);

/** The tag of an exiv2 name such as `Exif.Photo.DateTimeOriginal`; undefined when it cannot be written. */
export function writableTag(name: string): WritableTag | undefined {
  return WRITABLE.get(name);
}
