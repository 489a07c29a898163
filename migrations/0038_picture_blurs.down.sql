DROP TABLE picture_blurs;
