-- Sequences and cameras are collections of the STAC API, and their makers may choose the id: none takes that of the other kind.

CREATE FUNCTION refuse_id_of_camera() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM allsky_cameras WHERE uuid = NEW.id) THEN
    RAISE unique_violation USING MESSAGE = 'A camera has the id ' || NEW.id, CONSTRAINT = 'sequences_pkey';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sequences_id_of_camera BEFORE INSERT ON sequences FOR EACH ROW EXECUTE FUNCTION refuse_id_of_camera();

-- Also fires before a camera that is known is updated instead (ON CONFLICT).
CREATE FUNCTION refuse_id_of_sequence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM sequences WHERE id = NEW.uuid) AND NOT EXISTS (SELECT FROM allsky_cameras WHERE uuid = NEW.uuid) THEN
    RAISE unique_violation USING MESSAGE = 'A sequence has the id ' || NEW.uuid, CONSTRAINT = 'allsky_cameras_uuid_key';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER allsky_cameras_id_of_sequence BEFORE INSERT ON allsky_cameras FOR EACH ROW
  EXECUTE FUNCTION refuse_id_of_sequence();
