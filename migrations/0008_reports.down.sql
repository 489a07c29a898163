DROP TABLE reports;
DROP FUNCTION report_update_ts_closed(), report_auto_hide_picture();
DROP TYPE report_status, report_type;
