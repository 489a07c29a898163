"""Prints what geopic-tag-reader and exiftool find in pictures, one line of JSON for each.

    python reference.py EXIFTOOL LIST    # LIST: a file with one path a line
"""

import json
import subprocess
import sys
from pathlib import Path

from geopic_tag_reader import reader

EXIFTOOL_TAGS = ["GPSLatitude", "GPSLongitude", "GPSImgDirection", "FocalLength", "Make", "Model", "DateTimeOriginal"]


def geopic(path):
    try:
        read = reader.readPictureMetadata(path.read_bytes())
    except Exception as error:  # it throws whatever its libraries throw
        return {"error": f"{type(error).__name__}: {error}".split("\n")[0][:200]}
    names = ["lat", "lon", "heading", "type", "make", "model", "focal_length", "sensor_width", "field_of_view"]
    names += ["altitude", "pitch", "roll", "yaw", "gps_accuracy"]
    found = {name: getattr(read, name, None) for name in names}
    found["crop"] = vars(read.crop) if read.crop else None
    found["ts"] = read.ts.isoformat()
    return found


exiftool, listed = sys.argv[1:]
paths = Path(listed).read_text().splitlines()
command = ["perl", exiftool, "-json", "-n", "-q", "-@", "-"]
options = [f"-EXIF:{tag}" for tag in EXIFTOOL_TAGS] + ["-EXIF:GPSLatitudeRef", "-EXIF:GPSLongitudeRef"]
answer = subprocess.run(command, input="\n".join(options + paths), capture_output=True, text=True, check=False)
by_path = {facts.pop("SourceFile"): facts for facts in json.loads(answer.stdout or "[]")}
for path in paths:
    print(json.dumps({"path": path, "geopic": geopic(Path(path)), "exiftool": by_path.get(path)}, default=str))
