"""Writes sample_pictures.json: what the reference reader (geopic-tag-reader 1.10.1, on exiv2) finds in sample pictures.

    pip install geopic-tag-reader==1.10.1
    python freeze_samples.py FOLDER > sample_pictures.json

Tags are kept for a few pictures only, without those this server does not read: private ones, maker notes, PrintIM.
"""

import json
import re
import sys
from pathlib import Path

from geopic_tag_reader import reader

WITH_TAGS = {"1.jpg", "b1.jpg", "crop.jpg", "focal_zero.jpg", "xpcomment.jpg"}
GROUPS = re.compile(r"(Exif\.(Image|Photo|GPSInfo|Iop|Thumbnail)|Iptc\.\w+|Xmp\.[\w-]+)\.(?!0x|MakerNote|PrintImageMatching)")


def facts(path):
    try:
        read = reader.readPictureMetadata(path.read_bytes())
    except reader.PartialExifException as error:
        return {"error": str(error)}
    found = {
        name: value
        for name, value in vars(read).items()
        if name not in ("exif", "ts", "ts_by_source", "crop", "tagreader_warnings")
    }
    found["crop"] = vars(read.crop) if read.crop else None
    found["warnings"] = read.tagreader_warnings
    found["ts"] = read.ts.isoformat()
    found["tz"] = read.ts.tzname()
    for source in ("gps", "camera"):
        time = getattr(read.ts_by_source, source)
        found[f"ts_{source}"] = time.isoformat() if time else None
    if path.name in WITH_TAGS:
        found["exif"] = {name: str(value).replace("\0", "") for name, value in read.exif.items() if GROUPS.match(name)}
    return found


pictures = sorted(Path(sys.argv[1]).glob("*.jpg"))
json.dump({path.name: facts(path) for path in pictures}, sys.stdout, ensure_ascii=False, indent=2, sort_keys=True)
