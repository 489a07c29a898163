-- The length of a sequence is shown wherever sequences are listed; measuring it anew costs more than all the rest.
ALTER TABLE sequences
  ADD COLUMN length_m double precision GENERATED ALWAYS AS (ST_Length(geom::geography)) STORED;
COMMENT ON COLUMN sequences.length_m IS 'Geodesic length of geom, in metres';
