/** How maps display the tiles: a style for MapLibre GL (https://maplibre.org/maplibre-style-spec/). */

const SEQUENCE_FIELDS = ["id", "account_id", "model", "type", "date", "gps_accuracy", "h_pixel_density"];
const PICTURE_FIELDS = [
  "id",
  "account_id",
  "ts",
  "heading",
  "sequences",
  "type",
  "model",
  "gps_accuracy",
  "h_pixel_density",
];
const GRID_FIELDS = [
  "nb_pictures",
  "nb_360_pictures",
  "nb_flat_pictures",
  "coef",
  "coef_360_pictures",
  "coef_flat_pictures",
];
const MEMBERS_GRID_FIELDS = ["logged_coef", "logged_coef_360_pictures", "logged_coef_flat_pictures"];

const ORANGE = "#FF6F00";

/** What a style depends on. */
export interface StyleOptions {
  /** Name of the instance. */
  name: string;
  base: string;
  /** Whose tiles: `me`, an account's id, or undefined for everybody's. */
  user?: string;
  hasOpenRegistration: boolean;
}

/** The style of the tiles of everybody or of one user. */
export function styleJson({ name, base, user, hasOpenRegistration }: StyleOptions) {
  const source = user === undefined ? "geovisio" : `geovisio_${user}`;
  const tiles = user === undefined ? `${base}/api/map` : `${base}/api/users/${user}/map`;
  const grid = hasOpenRegistration ? GRID_FIELDS : [...GRID_FIELDS, ...MEMBERS_GRID_FIELDS];
  return {
    version: 8,
    name,
    metadata: {
      "panoramax:fields": {
        sequences: SEQUENCE_FIELDS,
        pictures: PICTURE_FIELDS,
        ...(user === undefined ? { grid } : {}),
      },
    },
    sources: { [source]: { type: "vector", tiles: [`${tiles}/{z}/{x}/{y}.mvt`], minzoom: 0, maxzoom: 15 } },
    layers: [
      sequencesLayer(source, user === undefined),
      picturesLayer(source),
      ...(user === undefined ? [gridLayer(source)] : []),
    ],
  };
}

/** @param fadesIn whether lines replace the grid as the map zooms in */
function sequencesLayer(source: string, fadesIn: boolean) {
  return {
    id: `${source}_sequences`,
    type: "line",
    source,
    "source-layer": "sequences",
    paint: {
      "line-color": ORANGE,
      "line-width": byZoom(0, 0.5, 10, 2, 14, 4, 16, 5, 22, 3),
      "line-opacity": fadesIn ? byZoom(6.25, 0, 7, 1) : 1,
    },
    layout: { "line-cap": "square" },
  };
}

function picturesLayer(source: string) {
  return {
    id: `${source}_pictures`,
    type: "circle",
    source,
    "source-layer": "pictures",
    paint: {
      "circle-color": ORANGE,
      "circle-radius": byZoom(15, 4.5, 17, 8, 22, 12),
      "circle-opacity": byZoom(15, 0, 16, 1),
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": byZoom(17, 0, 20, 2),
    },
  };
}

function gridLayer(source: string) {
  const coefficient = ["get", "coef"];
  const unlessNone = (radius: number) => ["match", coefficient, 0, 0, radius];
  return {
    id: `${source}_grid`,
    type: "circle",
    source,
    "source-layer": "grid",
    layout: { "circle-sort-key": coefficient },
    paint: {
      "circle-radius": byZoom(
        1,
        unlessNone(1),
        4,
        unlessNone(6),
        5,
        unlessNone(2.5),
        6,
        unlessNone(4),
        7,
        unlessNone(7),
      ),
      "circle-color": ["interpolate", ["linear"], coefficient, 0, "#FFA726", 0.5, "#E65100", 1, "#3E2723"],
      "circle-opacity": byZoom(4, 0.5, 5, 1, 6.75, 1, 7, 0),
    },
  };
}

/** Interpolates between zooms: zoom, value, zoom, value, and so on. */
function byZoom(...stops: unknown[]): unknown[] {
  return ["interpolate", ["linear"], ["zoom"], ...stops];
}
