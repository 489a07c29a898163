DROP TRIGGER pictures_moved_into_excluded_area ON pictures;
DROP TRIGGER pictures_excluded_area ON pictures;
DROP FUNCTION is_picture_in_excluded_area();
DROP TABLE excluded_areas;
