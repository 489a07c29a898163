/** Packages of the registries that carry JPEG files of real cameras, or broken ones. The files are fetched, never kept here. */

/** Debian sources (bookworm), by name; `apt-get source` takes the version that Debian has. */
export const DEBIAN_SOURCES = [
  "exempi",
  "exiv2",
  "gexiv2",
  "golang-github-rwcarlsen-goexif",
  "imagemagick",
  "jhead",
  "libexif",
  "libimage-exiftool-perl",
  "libjpeg-turbo",
  "libmetadata-extractor-java",
  "piexif",
  "pillow",
];

/** The Debian source whose `exiftool` script is one of the references. */
export const EXIFTOOL_SOURCE = "libimage-exiftool-perl";

/** npm packages with their versions. */
export const NPM_PACKAGES = ["exif@0.6.0", "exif-js@2.3.0", "exif-parser@0.1.12", "jpeg-exif@1.1.4", "node-exif@1.0.1"];

/** The peer's reader of tags, from PyPI. */
export const GEOPIC = "geopic-tag-reader==1.10.1";
