DROP TRIGGER allsky_cameras_id_of_sequence ON allsky_cameras;
DROP FUNCTION refuse_id_of_sequence();
DROP TRIGGER sequences_id_of_camera ON sequences;
DROP FUNCTION refuse_id_of_camera();
