-- Who may see an object. Plain SQL expressions, which the planner puts into the query that calls them.

CREATE FUNCTION is_upload_set_visible_by_user(upload_set upload_sets, caller uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE RETURN
  upload_set.visibility IS NULL OR upload_set.visibility = 'anyone'
  OR (upload_set.visibility = 'logged-only' AND caller IS NOT NULL)
  OR (upload_set.visibility = 'owner-only' AND upload_set.account_id IS NOT DISTINCT FROM caller);

CREATE FUNCTION is_sequence_visible_by_user(sequence sequences, caller uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE RETURN
  sequence.visibility IS NULL OR sequence.visibility = 'anyone'
  OR (sequence.visibility = 'logged-only' AND caller IS NOT NULL)
  OR (sequence.visibility = 'owner-only' AND sequence.account_id IS NOT DISTINCT FROM caller);

CREATE FUNCTION is_picture_visible_by_user(picture pictures, caller uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE RETURN
  picture.visibility IS NULL OR picture.visibility = 'anyone'
  OR (picture.visibility = 'logged-only' AND caller IS NOT NULL)
  OR (picture.visibility = 'owner-only' AND picture.account_id IS NOT DISTINCT FROM caller);
