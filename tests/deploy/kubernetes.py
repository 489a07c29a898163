"""Checks a file of Kubernetes against the schemas of its API, and prints the kind and name of each object."""
import sys

import kubernetes_validate
import yaml

with open(sys.argv[1]) as file:
    for manifest in yaml.safe_load_all(file):
        kubernetes_validate.validate(manifest, sys.argv[2], strict=True)
        print(manifest["kind"], manifest["metadata"]["name"])
