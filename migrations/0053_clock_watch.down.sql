DROP TABLE clock_watch;
