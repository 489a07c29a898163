"""Runs stac-api-validator without internet: python stac_api_validator_run.py URL COLLECTION LONGITUDE LATITUDE. Prints its errors, one a line.

Core schemas are those of STAC 1.1 that come with pystac, told to be of 1.0, which they extend; those of extensions take
everything.
"""

import json
import os
import re
import sys

import pystac
import requests
import urllib3

SCHEMAS = os.path.join(os.path.dirname(pystac.__file__), "validation", "jsonschemas")
ANYTHING = json.dumps({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"})
WEST, SOUTH = float(sys.argv[3]) - 0.01, float(sys.argv[4]) - 0.01
EAST, NORTH = WEST + 0.02, SOUTH + 0.02
AROUND = {
    "type": "Polygon",
    "coordinates": [[[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]],
}


def schema(url):
    """The text of a schema by its address."""
    core = re.search(r"schemas\.stacspec\.org/v1\.0\.0/.*/([\w-]+\.json)", url)
    if core:
        with open(f"{SCHEMAS}/stac-spec/v1.1.0/{core[1]}") as file:
            return file.read().replace('"1.1.0"', '"1.0.0"').replace("/v1.1.0/", "/v1.0.0/")
    geojson = re.search(r"geojson\.org/schema/(\w+\.json)", url)
    if geojson:
        with open(f"{SCHEMAS}/geojson/{geojson[1]}") as file:
            return file.read()
    return ANYTHING


send = requests.Session.send
request = urllib3.PoolManager.request


def send_offline(session, prepared, **options):
    if prepared.url.startswith("http://127.0.0.1"):
        return send(session, prepared, **options)
    response = requests.Response()
    response.status_code, response.url, response.request = 200, prepared.url, prepared
    response.headers["content-type"] = "application/json"
    response._content = schema(prepared.url).encode()
    return response


def request_offline(pool, method, url, *positional, **options):
    if url.startswith("http://127.0.0.1"):
        return request(pool, method, url, *positional, **options)
    return urllib3.HTTPResponse(body=schema(url).encode(), status=200, preload_content=True)


requests.Session.send = send_offline
urllib3.PoolManager.request = request_offline

from stac_api_validator.validations import QueryConfig, validate_api  # noqa: E402

_, errors = validate_api(
    root_url=sys.argv[1],
    ccs_to_validate=[
        "core",
        "browseable",
        "collections",
        "features",
        "item-search",
        "item-search#sort",
        "filter",
    ],
    collection=sys.argv[2],
    geometry=json.dumps(AROUND),
    auth_bearer_token=None,
    auth_query_parameter=None,
    fields_nested_property=None,
    validate_pagination=True,
    query_config=QueryConfig(*[None] * 13),
    transaction_collection=None,
    headers={},
    open_assets_urls=False,
)
for error in errors:
    print("ERROR", error)
print("validated")
