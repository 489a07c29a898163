"""Finds a night of an all-sky camera as users of pystac-client do: python pystac_client_night.py URL CAMERA. Any warning is an error."""

import sys
import warnings

warnings.simplefilter("error")

import pystac
from pystac.stac_object import STACObjectType
from pystac.validation import JsonSchemaSTACValidator
from pystac_client import Client

API, CAMERA = sys.argv[1:]
NIGHT = "2024-02-01T05:00:00Z/2024-02-01T05:02:59Z"
HERE, ELSEWHERE = [-1.3, 47.4, -1.2, 47.6], [1, 47, 2, 48]
client = Client.open(API)


def names(**criteria):
    """Minutes of the images found, the same by GET and by POST, whatever the size of the pages."""
    found = None
    for method in ("GET", "POST"):
        for limit in (2, 100):
            items = client.search(collections=[CAMERA], method=method, limit=limit, **criteria).items()
            page = [item.datetime.strftime("%M:%S") for item in items]
            assert found is None or page == found, f"{criteria}: {page} by {method}, {found} before"
            found = page
    return found


assert names() == ["03:59", "02:59", "01:59", "00:59", "59:59"], names()
assert names(datetime=NIGHT) == ["02:59", "01:59", "00:59"], names(datetime=NIGHT)
assert names(datetime=NIGHT, bbox=HERE) == ["02:59", "01:59", "00:59"]
assert names(bbox=ELSEWHERE) == []

validator = JsonSchemaSTACValidator()
camera = client.get_collection(CAMERA)
validator.validate_core(camera.to_dict(include_self_link=True), STACObjectType.COLLECTION, pystac.get_stac_version())
items = list(camera.get_items())
assert len(items) == 5
for item in items:
    validator.validate_core(item.to_dict(include_self_link=True), STACObjectType.ITEM, pystac.get_stac_version())
assert "timelapse" in items[0].assets and items[0].properties["allsky:stars"] == 321

assert CAMERA not in {collection.id for collection in client.get_collections()}
images = {item.id for item in items}
for criteria in ({}, {"bbox": HERE, "datetime": NIGHT}, {"ids": sorted(images)}):
    found = {item.id for item in client.search(**criteria).items()}
    assert not found & images, f"{criteria} finds images of a camera that nobody asked for"
print(f"{len(items)} images of the night")
