"""Reads an instance as users of OWSLib do: python owslib_features.py URL COLLECTION CAMERA WEST SOUTH DATETIME."""

import sys

from owslib.ogcapi.features import Features

API, COLLECTION, CAMERA, WEST, SOUTH, DATETIME = sys.argv[1:]
west, south = float(WEST), float(SOUTH)
around = [west - 0.00005, south - 0.00005, west + 0.00005, south + 0.00005]

features = Features(API)
assert any(name.endswith("conf/core") for name in features.conformance()["conformsTo"])
assert features.api()["openapi"].startswith("3.0"), "OWSLib knows no later version"
assert COLLECTION in [collection["id"] for collection in features.collections()["collections"]]
assert features.collection(COLLECTION)["id"] == COLLECTION
for collection in (COLLECTION, CAMERA):
    assert features.collection_queryables(collection)["type"] == "object"

everything = features.collection_items(COLLECTION)["features"]
assert len(everything) == 3
for criteria in ({"bbox": around}, {"datetime_": DATETIME}):
    found = features.collection_items(COLLECTION, **criteria)["features"]
    assert len(found) == 1, f"{criteria}: {len(found)}"
page = features.collection_items(COLLECTION, limit=2)
assert len(page["features"]) == 2 and page["numberMatched"] == 3, page["numberMatched"]
item = features.collection_item(COLLECTION, everything[0]["id"])
assert item["id"] == everything[0]["id"]
