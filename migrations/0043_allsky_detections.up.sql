-- Few images have detections: calendars and lists find these without reading the others.
CREATE INDEX allsky_assets_detections_idx ON allsky_assets (camera_id, kind, day_date, taken_at) WHERE detections > 0;
