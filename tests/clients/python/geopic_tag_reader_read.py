"""Reads a picture as it was downloaded: python geopic_tag_reader_read.py FILE LONGITUDE LATITUDE DATETIME."""

import datetime
import sys

from geopic_tag_reader import reader

FILE, LONGITUDE, LATITUDE, DATETIME = sys.argv[1:]
with open(FILE, "rb") as file:
    tags = reader.readPictureMetadata(file.read())
assert abs(tags.lon - float(LONGITUDE)) < 1e-6 and abs(tags.lat - float(LATITUDE)) < 1e-6, (tags.lon, tags.lat)
assert tags.ts == datetime.datetime.fromisoformat(DATETIME), (tags.ts, DATETIME)
