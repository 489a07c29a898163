"""Writes sample_pictures_exiftool.json: what ExifTool (12.57) finds in sample pictures.

    apt install libimage-exiftool-perl
    python freeze_exiftool.py FOLDER > sample_pictures_exiftool.json
"""

import json
import subprocess
import sys
from pathlib import Path

# Our names, and the tags of ExifTool that tell the same, the first of them that is there.
TAGS = {
    "width": ["File:ImageWidth"],
    "height": ["File:ImageHeight"],
    "latitude": ["Composite:GPSLatitude"],
    "longitude": ["Composite:GPSLongitude"],
    "altitude": ["Composite:GPSAltitude"],
    "heading": ["GPS:GPSImgDirection", "GPS:GPSTrack"],
    "gps_time": ["Composite:GPSDateTime"],
    "camera_time": ["ExifIFD:DateTimeOriginal"],
    "make": ["IFD0:Make"],
    "model": ["IFD0:Model"],
    "focal_length": ["ExifIFD:FocalLength"],
    "projection": ["XMP-GPano:ProjectionType"],
    "yaw": ["XMP-GPano:PoseHeadingDegrees"],
    "pitch": ["XMP-GPano:PosePitchDegrees"],
    "roll": ["XMP-GPano:PoseRollDegrees"],
    "cropped_width": ["XMP-GPano:CroppedAreaImageWidthPixels"],
    "full_width": ["XMP-GPano:FullPanoWidthPixels"],
}


def facts(tags):
    # A value that ExifTool cannot read is an empty text.
    found = {name: [tags[tag] for tag in known if tags.get(tag, "") != ""] for name, known in TAGS.items()}
    return {name: values[0] for name, values in found.items() if values}


pictures = sorted(Path(sys.argv[1]).glob("*.jpg"))
read = json.loads(subprocess.check_output(["exiftool", "-j", "-n", "-G1", *map(str, pictures)]))
json.dump({Path(tags["SourceFile"]).name: facts(tags) for tags in read}, sys.stdout, indent=2, sort_keys=True)
